using System.Buffers.Binary;
using Tsuba.Journal.Files;

namespace Tsuba.Journal.Spooling;

/// <summary>
/// Up to where a spool is acknowledged, in two slots of 12 bytes (sequence, CRC-32C) that are written in turn: a torn write
/// leaves the other. Not flushed: after a power cut some records come again, which their readers must bear anyway.
/// </summary>
internal sealed class AcknowledgedMark : IDisposable
{
    private const int SlotBytes = 12;

    private readonly IJournalFile _file;
    private int _slot;

    public AcknowledgedMark(IJournalFiles files, string path)
    {
        _file = files.Open(path);
        var content = new byte[2 * SlotBytes];
        _file.Read(0, content);
        var first = ReadSlot(content);
        var second = ReadSlot(content.AsSpan(SlotBytes));
        Value = Math.Max(first, second);
        _slot = first > second ? 1 : 0;
    }

    public ulong Value { get; private set; }

    public void Set(ulong sequence)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[8..], Checksum.Of(slot[..8]));
        _file.Write(_slot * SlotBytes, slot);
        _slot ^= 1;
        Value = sequence;
    }

    public void Dispose() => _file.Dispose();

    private static ulong ReadSlot(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt32LittleEndian(slot[8..]) == Checksum.Of(slot[..8])
            ? BinaryPrimitives.ReadUInt64LittleEndian(slot)
            : 0;
}
