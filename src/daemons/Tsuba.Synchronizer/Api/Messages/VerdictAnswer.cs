namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>The arbiter's own judgement on a commit or draft.</summary>
/// <param name="Commit">The commit that was judged.</param>
/// <param name="Accepted">Whether it would run.</param>
/// <param name="Profile">Whose semantics it asks for.</param>
/// <param name="Errors">Number of errors.</param>
/// <param name="Warnings">Number of warnings.</param>
/// <param name="Counts">Registered objects by type.</param>
/// <param name="Findings">Findings, at most 1,000, errors first.</param>
public sealed record VerdictAnswer(
    string Commit,
    bool Accepted,
    string Profile,
    int Errors,
    int Warnings,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<FindingEntry> Findings);
