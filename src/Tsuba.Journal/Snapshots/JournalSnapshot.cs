namespace Tsuba.Journal.Snapshots;

/// <summary>A snapshot as it was read: its checksum is right.</summary>
/// <param name="Sequence">The last frame whose effects are in it.</param>
/// <param name="SemanticsVersion">Version of the rules that wrote it.</param>
/// <param name="Content">The state.</param>
public sealed record JournalSnapshot(ulong Sequence, uint SemanticsVersion, ReadOnlyMemory<byte> Content);
