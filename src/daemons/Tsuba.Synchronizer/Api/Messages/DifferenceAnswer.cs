namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>What differs between two commits.</summary>
/// <param name="From">The earlier one.</param>
/// <param name="To">The later one.</param>
/// <param name="Objects">Definitions that are written differently, at most 1,000.</param>
/// <param name="Total">Number of all of them.</param>
/// <param name="Effective">Registered objects that come out differently, by type.</param>
/// <param name="Text">Unified text, for those who may see it.</param>
public sealed record DifferenceAnswer(
    string From,
    string To,
    IReadOnlyList<ChangedObject> Objects,
    int Total,
    IReadOnlyList<TypeCounts> Effective,
    string? Text);
