using System.Collections.Immutable;

namespace Tsuba.Journal;

/// <summary>A journal as it came from disk.</summary>
/// <param name="Journal">Ready to read and to append.</param>
/// <param name="Findings">What was not as it should be.</param>
public sealed record JournalOpening(SegmentedJournal Journal, ImmutableArray<JournalFinding> Findings)
{
    /// <summary>Whether frames that were durable once may be missing.</summary>
    public bool HasDamage => Findings.Any(finding => finding.Kind != JournalFindingKind.TornTail);
}
