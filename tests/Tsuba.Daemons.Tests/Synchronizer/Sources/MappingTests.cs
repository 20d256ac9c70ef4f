using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Synchronizer.Core.Sources.Mapping;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

public sealed class MappingTests
{
    private static readonly SourceRow Web = new(
        "cn=web1,ou=hosts",
        ImmutableDictionary<string, ImmutableArray<string>>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase)
            .Add("cn", ["WEB1.example.org"])
            .Add("ip", ["192.0.2.7"])
            .Add("member", ["CN=db1,ou=hosts", "cn=web1,ou=hosts", "cn=gone,ou=hosts"]));

    [Theory]
    [InlineData("$cn|lower|host$", "web1")]
    [InlineData("$cn|upper$", "WEB1.EXAMPLE.ORG")]
    [InlineData("$missing,ip$", "192.0.2.7")]
    [InlineData("host at $ip$", "host at 192.0.2.7")]
    [InlineData("$missing$ at $ip$", "at 192.0.2.7")]
    [InlineData("host at $missing$", null)]
    [InlineData("plain", "plain")]
    [InlineData("$$5", "$5")]
    [InlineData("$member|name$", "db1,web1")]
    [InlineData("$member|name|first$", "db1")]
    public void Expand_Text_GivesItsValueOrNothing(string text, string? expected)
    {
        var template = FieldTemplate.Parse(text, out var fault);

        Assert.Equal("", fault);
        Assert.Equal(expected, template!.Expand(Web, new Dictionary<string, string> { ["cn=db1,ou=hosts"] = "db1", ["cn=web1,ou=hosts"] = "web1" }));
    }

    [Theory]
    [InlineData("cn=web*", true)]
    [InlineData("CN=*EXAMPLE*", true)]
    [InlineData("cn=web", false)]
    [InlineData("cn!=db*", true)]
    [InlineData("missing=*", false)]
    [InlineData("missing!=*", true)]
    [InlineData("member=*db1*hosts", true)]
    [InlineData("cn=**1*.*.org", true)]
    public void Holds_Condition_LooksAtEveryValue(string text, bool expected) => Assert.Equal(expected, RowCondition.Parse(text)!.Holds(Web));

    [Fact]
    public void Holds_PatternOfManyStars_EndsSoon()
    {
        var row = SourceRow.Of("r", [new("f", new string('a', 4000))]);
        Assert.False(new RowCondition("f", string.Concat(Enumerable.Repeat("*a", 500)) + "b", IsNegated: false).Holds(row));
    }

    [Theory]
    [InlineData("web1.example.org", null)]
    [InlineData("Büro 2", null)]
    [InlineData("", "it is empty")]
    [InlineData("a;b", "it holds ;")]
    [InlineData("a\nb", "it holds control characters or blanks at an end")]
    [InlineData("web1\n", "it holds control characters or blanks at an end")]
    [InlineData("$(reboot)", "it holds $")]
    [InlineData("-h", "it begins with -")]
    [InlineData("{", "it begins with {")]
    public void FaultOfName_Name_IsAcceptedOrNot(string name, string? expected) => Assert.Equal(expected, ValueRules.FaultOfName(name));

    [Theory]
    [InlineData("192.0.2.1", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("https://wiki.example.org/a_b#c", false)]
    [InlineData("Straße 5, Köln", false)]
    [InlineData("$USER1$", true)]
    [InlineData("`reboot`", true)]
    [InlineData("a; reboot", true)]
    [InlineData("a | b", true)]
    [InlineData("a\tb", true)]
    [InlineData("--help", true)]
    public void FaultOfValue_FromOutside_RefusesWhatMayReachAShell(string value, bool isRefused) =>
        Assert.Equal(isRefused, ValueRules.FaultOfValue(value, isTrusted: false) is not null);

    [Theory]
    [InlineData("check_http!-p 80 | $ARG1$ 😀", false)]
    [InlineData("a\nb", true)]
    public void FaultOfValue_Trusted_RefusesControlCharactersOnly(string value, bool isRefused) =>
        Assert.Equal(isRefused, ValueRules.FaultOfValue(value, isTrusted: true) is not null);

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void FaultOfValue_HalfASurrogatePair_IsRefused(int code)
    {
        var half = new string((char)code, 1);
        Assert.NotNull(ValueRules.FaultOfValue($"a{half}b", isTrusted: true));
        Assert.NotNull(ValueRules.FaultOfValue(half, isTrusted: false));
    }

    [Fact]
    public void Safe_AnyText_IsAccepted() => Prop
        .ForAll(ArbMap.Default.ArbFor<string>().Filter(text => text is not null), text => ValueRules.FaultOfValue(ValueRules.Safe(text), isTrusted: false) is null)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Map_HostileRows_AreSaidAndTheOthersTaken()
    {
        var source = SourceText.One("""
            define source {
              source_name table
              module_type csv
              url https://cmdb.example.org/hosts.csv
              host.key id
              host.host_name $name$
              host.address $ip$
              host._NOTE $note|safe$
              host.template linux
              host.template web role=web
              host.only state=live
            }
            """);
        SourceRow[] rows =
        [
            Row("1", ("id", "7"), ("name", "web1"), ("ip", "192.0.2.1"), ("note", "see `x`"), ("role", "web"), ("state", "live")),
            Row("2", ("id", "8"), ("name", "db1"), ("ip", "$USER2$"), ("state", "live")),
            Row("3", ("id", "9"), ("name", "evil\n}"), ("state", "live")),
            Row("4", ("id", "7"), ("name", "web2"), ("state", "live")),
            Row("5", ("name", "nokey"), ("state", "live")),
            Row("6", ("id", "10"), ("name", "web1"), ("state", "live")),
            Row("7", ("id", "11"), ("name", "old"), ("state", "dead")),
        ];

        var reading = RowMapper.Map(source, [[.. rows]]);

        Assert.Equal("", reading.Failure);
        Assert.Equal(["web1", "db1"], reading.Objects.Select(item => item.Name.Name));
        Assert.Equal("7", reading.Objects[0].Key);
        Assert.Equal("192.0.2.1", reading.Objects[0].Properties["address"]);
        Assert.Equal("see _x_", reading.Objects[0].Properties["_NOTE"]);
        Assert.Equal("linux,web", reading.Objects[0].Properties["use"]);
        Assert.False(reading.Objects[1].Properties.ContainsKey("address"));
        Assert.Equal(5, reading.Findings.Length);
        Assert.All(reading.Findings, finding => Assert.DoesNotContain(finding, char.IsControl));
    }

    [Fact]
    public void Map_MoreThanMaxEntries_FailsAsAWhole()
    {
        var source = SourceText.One("define source {\n source_name t\n module_type csv\n url https://x.example.org/\n max_entries 2\n host.host_name $n$\n}\n");

        var reading = RowMapper.Map(source, [[Row("1", ("n", "a")), Row("2", ("n", "b")), Row("3", ("n", "c"))]]);

        Assert.Empty(reading.Objects);
        Assert.Contains("max_entries 2", reading.Failure, StringComparison.Ordinal);
    }

    private static SourceRow Row(string id, params (string Name, string Value)[] fields) =>
        SourceRow.Of($"line {id}", fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
