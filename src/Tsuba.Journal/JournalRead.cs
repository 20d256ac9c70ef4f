namespace Tsuba.Journal;

/// <summary>Frames from a cursor on.</summary>
/// <param name="TooOld">The cursor lies before the first frame that is kept; there are no frames then.</param>
/// <param name="Frames">Whole frames as in the file, checksums included; empty at the end.</param>
/// <param name="Next">Cursor of the next read.</param>
public readonly record struct JournalRead(bool TooOld, ReadOnlyMemory<byte> Frames, ulong Next);
