using Tsuba.Configuration.Reports;
using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Corpus;

/// <summary>Each folder of tests/config/bad has one fault; <c>expected</c> says where it is found and under which code.</summary>
public sealed class BrokenConfigurationTests
{
    private static string Root => Path.Combine(RequirementProbe.CheckoutDirectory, "tests/config/bad");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_OneFault_IsRefusedAtItsPlace(string name)
    {
        var folder = Path.Combine(Root, name);
        var loaded = ConfigurationLoader.Load(new FolderSourceFiles(folder, orDisk: false), ["main.cfg"]);

        var verification = Verification.Of(loaded);

        var errors = verification.Findings
            .Where(finding => finding.Severity == Severity.Error)
            .Select(finding => $"{finding.Location.File}:{finding.Location.Line}: {finding.Code}");
        Assert.Equal(File.ReadAllLines(Path.Combine(folder, "expected")), errors);
        Assert.False(verification.IsAccepted);
        Assert.All(verification.Findings, finding => Assert.True(finding.Location.Column > 0 || finding.Location.Line == 0));
    }

    [Fact]
    public void Cases_Count_IsAtLeastTwoHundred() => Assert.True(Cases.Count >= 200);
}
