using Tsuba.Configuration;
using Tsuba.Configuration.Reports;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Placement;
using Tsuba.Hosting.Files;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Cli.Sites;

/// <summary>Main files of this machine, judged as the arbiter will judge them: language, links, and whether they can be dispatched.</summary>
/// <param name="Resolved">The registered objects.</param>
/// <param name="Verification">The judgement.</param>
internal sealed record Judgement(ResolvedConfiguration Resolved, Verification Verification)
{
    /// <summary>Reads and judges.</summary>
    public static Judgement Of(IReadOnlyList<string> mainFiles)
    {
        var loaded = ConfigurationLoader.Load(new DiskSourceFiles(), mainFiles);
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

    /// <summary>Errors and warnings.</summary>
    public IEnumerable<Diagnostic> Complaints => Verification.Findings.Where(finding => finding.Severity != Severity.Information);
}
