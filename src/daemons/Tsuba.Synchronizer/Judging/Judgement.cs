using Tsuba.Configuration;
using Tsuba.Configuration.Reports;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Sources;

namespace Tsuba.Synchronizer.Judging;

/// <summary>A configuration, judged as the arbiter will judge it: language, links, and whether it can be dispatched.</summary>
/// <param name="Resolved">The registered objects.</param>
/// <param name="Verification">The judgement.</param>
public sealed record Judgement(ResolvedConfiguration Resolved, Verification Verification)
{
    /// <summary>Errors and warnings.</summary>
    public IEnumerable<Diagnostic> Complaints => Verification.Findings.Where(finding => finding.Severity != Severity.Information);

    /// <summary>Reads and judges.</summary>
    /// <param name="files">Where the files are: a disk, a commit, a draft.</param>
    /// <param name="mainFiles">Paths of the main files.</param>
    public static Judgement Of(ISourceFiles files, IReadOnlyList<string> mainFiles)
    {
        var loaded = ConfigurationLoader.Load(files, mainFiles);
        var verification = Verification.Of(loaded);
        if (!verification.IsAccepted)
        {
            return new Judgement(loaded.Resolved, verification);
        }

        var cut = ConfigurationCut.Make(loaded.Resolved, PlacementPlan.Empty, PlacementOptions.Default, portOffset: 0);
        var all = verification with
        {
            Findings =
            [
                .. verification.Findings.Concat(cut.Diagnostics)
                    .OrderBy(finding => finding.Location.File, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Location.Line)
                    .ThenBy(finding => finding.Location.Column),
            ],
            Snapshot = cut.IsAccepted ? verification.Snapshot : null,
        };
        return new Judgement(loaded.Resolved, all);
    }
}
