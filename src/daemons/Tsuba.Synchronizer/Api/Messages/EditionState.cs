namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>The work tree.</summary>
/// <param name="Adopted">Whether it is the source of the configuration; if not, it is read only.</param>
/// <param name="MainFiles">Main files.</param>
/// <param name="Production">Commit that the arbiter runs.</param>
/// <param name="Staging">Commit that is applied next.</param>
/// <param name="Differs">Whether staging holds something that production does not.</param>
/// <param name="Drafts">Open drafts.</param>
/// <param name="Apply">How the last order to apply stands.</param>
/// <param name="ArbiterAsked">When the arbiter asked last.</param>
/// <param name="Fault">What is wrong with the synchronizer; empty: nothing.</param>
public sealed record EditionState(
    bool Adopted,
    IReadOnlyList<string> MainFiles,
    string? Production,
    string? Staging,
    bool Differs,
    IReadOnlyList<DraftEntry> Drafts,
    ApplyEntry Apply,
    DateTimeOffset? ArbiterAsked,
    string Fault);
