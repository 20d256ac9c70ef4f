using Tsuba.Configuration.Edits;

namespace Tsuba.Synchronizer.Versions;

/// <summary>A draft after a list of edits.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Outcome">What the edits did; refused: <see cref="EditOutcome.Refusal"/> says why, and the draft is as it was.</param>
public sealed record EditedDraft(Draft Draft, EditOutcome Outcome);
