using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>What one reading of a source gave.</summary>
/// <param name="Objects">The objects; empty if it failed.</param>
/// <param name="Findings">What was passed over, one sentence each, with its place.</param>
/// <param name="Failure">Why it failed as a whole; empty: it did not.</param>
public sealed record SourceReading(ImmutableArray<CandidateObject> Objects, ImmutableArray<string> Findings, string Failure)
{
    /// <summary>Most findings that are kept; the rest is one more that says how many.</summary>
    public const int MostFindings = 200;

    private const int LongestReason = 1000;

    /// <summary>A reading that failed. The reason must hold no secret; what it quotes of the source is made one line and cut.</summary>
    public static SourceReading Failed(string reason)
    {
        var cut = reason.Length > LongestReason ? reason[..LongestReason] + "…" : reason;
        return new([], [], string.Concat(cut.Select(letter => char.IsControl(letter) ? ' ' : letter)));
    }
}
