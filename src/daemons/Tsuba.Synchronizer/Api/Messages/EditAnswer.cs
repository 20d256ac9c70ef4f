namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>What edits did.</summary>
/// <param name="Draft">The draft afterwards.</param>
/// <param name="Touched">Ids, as they are now, of definitions that changed.</param>
/// <param name="Deleted">Ids of definitions that went.</param>
public sealed record EditAnswer(DraftEntry Draft, IReadOnlyList<string> Touched, IReadOnlyList<string> Deleted);
