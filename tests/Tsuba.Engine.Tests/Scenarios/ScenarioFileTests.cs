using System.Collections.Immutable;
using Tsuba.Configuration;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Snapshots;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Engine.Tests.Scenarios;

/// <summary>
/// Runs every file of <c>tests/scenarios</c>. A first line <c># with nagios.cfg</c> names the main files to run it with; without it, it
/// must hold with both <c>shinken.cfg</c> and <c>nagios.cfg</c>.
/// </summary>
public sealed class ScenarioFileTests
{
    private static readonly string _folder = Path.Combine(RequirementProbe.CheckoutDirectory, "tests", "scenarios");

    public static TheoryData<string, string> Files()
    {
        var files = new TheoryData<string, string>();
        foreach (var path in Directory.EnumerateFiles(_folder, "*.scn").Order(StringComparer.Ordinal))
        {
            var first = File.ReadLines(path).First();
            string[] mains = first.StartsWith("# with ", StringComparison.Ordinal) ? first[7..].Split(' ') : ["shinken.cfg", "nagios.cfg"];
            foreach (var main in mains)
            {
                files.Add(Path.GetFileName(path), main);
            }
        }

        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Run_ScenarioFile_MeetsItsExpectations(string scenario, string main)
    {
        var parsed = ScenarioParser.Parse(File.ReadAllText(Path.Combine(_folder, scenario)));
        Assert.Empty(parsed.Errors);
        Assert.Contains(parsed.Scenario!.Steps, step => step is ExpectStateStep or ExpectLogStep or ExpectNotifyStep or ExpectExplainStep);

        var report = ScenarioRunner.Run(
            parsed.Scenario, Load(main).Snapshot ?? throw new InvalidOperationException(Load(main).Problem), Load, spread: false, SemanticsVersions.Known.Newest);

        Assert.True(
            report.Failures.IsEmpty,
            string.Join('\n', [.. report.Failures.Select(failure => failure.ToString()), .. report.Remarks.Select(remark => remark.ToString()), "", .. report.Log]));
    }

    private static ScenarioConfiguration Load(string main)
    {
        var files = new MemorySourceFiles();
        foreach (var path in Directory.EnumerateFiles(_folder, "*.cfg"))
        {
            files.With("/site/" + Path.GetFileName(path), File.ReadAllText(path));
        }

        var loaded = ConfigurationLoader.Load(files, ["/site/" + main]);
        ImmutableArray<Diagnostic> findings = loaded.Diagnostics;
        ConfigurationSnapshot? snapshot = null;
        if (!loaded.HasErrors)
        {
            var built = SnapshotBuilder.Build(loaded.Resolved);
            snapshot = built.Snapshot;
            findings = findings.AddRange(built.Diagnostics);
        }

        return snapshot is null
            ? new ScenarioConfiguration(null, string.Join('\n', findings.Where(finding => finding.Severity == Severity.Error)))
            : new ScenarioConfiguration(snapshot, null);
    }
}
