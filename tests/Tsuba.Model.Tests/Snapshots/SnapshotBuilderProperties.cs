using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Testing;

namespace Tsuba.Model.Tests.Snapshots;

public sealed class SnapshotBuilderProperties
{
    private static readonly ObjectType[] Types = Enum.GetValues<ObjectType>();

    private static readonly string[] Keys = ["a", "b", "a;b", "b;a", "", ";", "a;", "é\ud83d"];

    private static readonly string[] Values =
    [
        "", "a", "b", "a,b", "b,a,a", "a,b,b,a", "0", "1", "-1", "2.5", "1e308", "1e999", "NaN", "99999999999999999999", "n", "d,u,r", "w,c,q",
        ",,,", "!", "a!b!c", @"a\!b!", "bp_rule!a", "bp_rule!(((", "bp_rule!a,b & !b", "_echo", "None", "08:00-17:00", "25:00-99:99", "\0", "\ud83d",
        "Europe/Paris", new string('x', 5000),
    ];

    [Fact]
    public void Build_AnyContent_NeverThrowsAndRefusesOnlyWithAnError()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(Configurations().ToArbitrary(), configuration =>
            {
                var result = SnapshotBuilder.Build(configuration);
                return result.Snapshot is null == result.Diagnostics.Any(finding => finding.Severity == Severity.Error)
                    && result.Diagnostics.All(finding => DiagnosticCatalogue.Rows.ContainsKey(finding.Code));
            }));
    }

    [Fact]
    public void Build_SameContentTwice_GivesTheSameFindings()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(50),
            Prop.ForAll(Configurations().ToArbitrary(), configuration =>
                SnapshotBuilder.Build(configuration).Diagnostics.SequenceEqual(SnapshotBuilder.Build(configuration).Diagnostics)));
    }

    private static Gen<ResolvedConfiguration> Configurations() =>
        from profile in Gen.Elements(CompatibilityProfile.Shinken, CompatibilityProfile.Nagios)
        from objects in Gen.ListOf(Objects())
        select Build(profile, objects);

    private static Gen<(ObjectType Type, string Key, (string, string)[] Properties)> Objects() =>
        from type in Gen.Elements(Types)
        from key in Gen.Elements(Keys)
        from properties in Gen.ListOf(
            Gen.Elements(Names(type)).SelectMany(name => Gen.Elements(Values).Select(value => (name, value))))
        select (type, key, properties.DistinctBy(property => property.name).ToArray());

    private static string[] Names(ObjectType type) =>
        [.. PropertyCatalogue.Rows.Where(row => row.Type == type).Select(row => row.Name), "_X", "_x", "$USER1$", "monday", "day 40", "unknown"];

    private static ResolvedConfiguration Build(
        CompatibilityProfile profile, IEnumerable<(ObjectType Type, string Key, (string, string)[] Properties)> objects)
    {
        var configuration = new ResolvedConfigurationBuilder(profile);
        foreach (var (type, key, properties) in objects)
        {
            configuration.Add(type, key, properties);
        }

        return configuration.Build();
    }
}
