namespace Tsuba.Scheduler.Following;

/// <summary>A snapshot that arrives in pieces.</summary>
internal sealed class SnapshotTransfer
{
    private const long MaxBytes = int.MaxValue - 64;

    private readonly byte[] _content;

    public SnapshotTransfer(ulong sequence, long total)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, MaxBytes);
        Sequence = sequence;
        _content = new byte[total];
    }

    public ulong Sequence { get; }

    public long Offset { get; private set; }

    public bool IsComplete => Offset == _content.Length;

    public ReadOnlyMemory<byte> Content => _content;

    /// <summary>Takes the next piece; false where it does not fit.</summary>
    public bool Add(ReadOnlySpan<byte> piece)
    {
        if (piece.Length == 0 || piece.Length > _content.Length - Offset)
        {
            return false;
        }

        piece.CopyTo(_content.AsSpan((int)Offset));
        Offset += piece.Length;
        return true;
    }
}
