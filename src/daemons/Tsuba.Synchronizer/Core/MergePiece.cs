namespace Tsuba.Synchronizer.Core;

/// <summary>A run of lines of a merged text.</summary>
/// <param name="IsConflict">Whether the two sides differ here; if not, all three are equal.</param>
/// <param name="Ours">What the line of history has that is merged into.</param>
/// <param name="Base">What both came from.</param>
/// <param name="Theirs">What the draft has.</param>
internal sealed record MergePiece(bool IsConflict, ReadOnlyMemory<byte> Ours, ReadOnlyMemory<byte> Base, ReadOnlyMemory<byte> Theirs);
