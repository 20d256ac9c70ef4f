namespace Tsuba.Journal;

/// <summary>A frame as it was read: its checksum is right.</summary>
/// <param name="Sequence">Grows by one with each frame of a journal.</param>
/// <param name="Type">What the payload is; the journal's user gives it a meaning.</param>
/// <param name="Checksum">The frame's checksum, which also covers sequence and type: equal checksums mean equal frames.</param>
/// <param name="Payload">The content, a view of the bytes that were read.</param>
public readonly record struct JournalFrame(ulong Sequence, byte Type, uint Checksum, ReadOnlyMemory<byte> Payload);
