using System.Buffers.Binary;
using Tsuba.Journal.Files;

namespace Tsuba.Journal.Spooling;

/// <summary>
/// Up to where a spool is acknowledged, in two slots of 12 bytes (sequence, CRC-32C) that are written in turn: a torn write
/// leaves the other. Flushed where that is asked for: else some records come again after a power cut, which their readers must bear anyway. Both slots are there
/// from the beginning, so that a full disk can still be acknowledged on.
/// </summary>
internal sealed class AcknowledgedMark : IDisposable
{
    private const int SlotBytes = 12;

    private readonly IJournalFile _file;
    private volatile string? _failure;
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
        if (_file.Length < content.Length)
        {
            Reserve(content);
        }
    }

    public ulong Value { get; private set; }

    /// <summary>Why the file does not say <see cref="Value"/>; null: it does.</summary>
    public string? Failure
    {
        get => _failure;
        private set => _failure = value;
    }

    /// <summary>Acknowledges. Counts at once, though the file may say it only later: what it does not say comes again after a restart.</summary>
    public void Set(ulong sequence)
    {
        Value = sequence;
        try
        {
            Write(sequence);
            Failure = null;
        }
        catch (IOException fault)
        {
            Failure = fault.Message;
        }
    }

    /// <summary>From now on no power cut takes the acknowledgement back. Outside the lock of the spool: a slow disk holds up nobody who appends.</summary>
    public void Flush()
    {
        try
        {
            _file.Flush();
        }
        catch (IOException fault)
        {
            Failure = fault.Message;
        }
    }

    public void Dispose() => _file.Dispose();

    private void Write(ulong sequence)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[8..], Checksum.Of(slot[..8]));
        _file.Write(_slot * SlotBytes, slot);
        _slot ^= 1;
    }

    private void Reserve(ReadOnlySpan<byte> content)
    {
        try
        {
            _file.Write(0, content);
        }
        catch (IOException fault)
        {
            Failure = fault.Message;
        }
    }

    private static ulong ReadSlot(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt32LittleEndian(slot[8..]) == Checksum.Of(slot[..8])
            ? BinaryPrimitives.ReadUInt64LittleEndian(slot)
            : 0;
}
