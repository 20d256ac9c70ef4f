using System.Collections.Immutable;
using Tsuba.Configuration;
using Tsuba.Hosting.Files;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Snapshots;

namespace Tsuba.Cli.Sites;

/// <summary>A configuration with every finding that there is about it.</summary>
/// <param name="Loaded">What the files hold.</param>
/// <param name="Diagnostics">Findings of the language and of linking, by place.</param>
internal sealed record ConfigurationCheck(LoadedConfiguration Loaded, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Number of errors.</summary>
    public int Errors => Diagnostics.Count(finding => finding.Severity == Severity.Error);

    /// <summary>Number of warnings.</summary>
    public int Warnings => Diagnostics.Count(finding => finding.Severity == Severity.Warning);

    /// <summary>Reads and checks main files from disk.</summary>
    public static ConfigurationCheck Run(IReadOnlyList<string> mainFiles)
    {
        var loaded = ConfigurationLoader.Load(new DiskSourceFiles(), mainFiles);
        var linked = loaded.HasErrors ? [] : SnapshotBuilder.Build(loaded.Resolved).Diagnostics;
        return new ConfigurationCheck(
            loaded,
            [
                .. loaded.Diagnostics.Concat(linked).Distinct()
                    .OrderBy(finding => finding.Location.File, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Location.Line)
                    .ThenBy(finding => finding.Location.Column),
            ]);
    }
}
