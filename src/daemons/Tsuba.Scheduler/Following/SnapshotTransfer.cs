using Tsuba.Journal;

namespace Tsuba.Scheduler.Following;

/// <summary>A snapshot that arrives in pieces.</summary>
internal sealed class SnapshotTransfer
{
    private const long MaxBytes = int.MaxValue - 64;

    private readonly byte[] _content;
    private readonly uint _checksum;

    /// <param name="sequence">The last frame in it.</param>
    /// <param name="total">Bytes of the whole.</param>
    /// <param name="checksum">CRC-32C of the whole; 0: not known.</param>
    public SnapshotTransfer(ulong sequence, long total, uint checksum)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, MaxBytes);
        Sequence = sequence;
        _checksum = checksum;
        _content = new byte[total];
    }

    public ulong Sequence { get; }

    public long Offset { get; private set; }

    public bool IsComplete => Offset == _content.Length;

    /// <summary>Whether all pieces together are not what the owner had stored.</summary>
    public bool IsDamaged => IsComplete && _checksum != 0 && Checksum.Of(_content) != _checksum;

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
