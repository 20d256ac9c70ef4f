using System.Buffers;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>The bytes of one answer: one array that grows, so that the answer leaves in one write. The array comes from a pool and goes back.</summary>
internal sealed class AnswerBuffer
{
    /// <summary>Bytes of the fixed header, kept free at the front.</summary>
    public const int HeaderBytes = 16;

    private const int FirstBytes = 4096;
    private const int MostGrowth = 16;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>Bytes of the body so far.</summary>
    public int Length => End - HeaderBytes;

    private int End { get; set; } = HeaderBytes;

    public void Add(byte value)
    {
        Reserve(1);
        _bytes[End++] = value;
    }

    public void Add(scoped ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
        End += values.Length;
    }

    /// <summary>
    /// Makes room for the whole of an answer that goes on as it began, so that it is copied once or twice and not each time that the array is full. An
    /// answer that only begins so wastes fifteen times its length, no more.
    /// </summary>
    /// <param name="written">Rows that were looked at so far; above 0.</param>
    /// <param name="total">Rows to look at.</param>
    /// <param name="mostBytes">Where an answer is too long.</param>
    public void Expect(int written, int total, int mostBytes)
    {
        var expected = Math.Min(Math.Min((long)End * total / written, (long)End * MostGrowth), mostBytes);
        if (expected > _bytes.Length)
        {
            Grow((int)expected);
        }
    }

    /// <summary>Room for at least so many bytes; say with <see cref="Advance"/> how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - End < count)
        {
            Grow(Math.Max(_bytes.Length * 2, End + count));
        }

        return _bytes.AsSpan(End);
    }

    public void Advance(int count) => End += count;

    /// <summary>Takes back what was written behind a length.</summary>
    public void Truncate(int length) => End = HeaderBytes + length;

    /// <summary>What was written from one length to another.</summary>
    public ReadOnlySpan<byte> Slice(int from, int length) => _bytes.AsSpan(HeaderBytes + from, length);

    /// <summary>The whole answer, with the fixed header where it is wanted. The array belongs to the answer from here on.</summary>
    public LivestatusAnswer Finish(int status, bool hasFixedHeader, bool keepsAlive)
    {
        if (hasFixedHeader)
        {
            AnswerWriter.WriteHeader(_bytes, status, Length);
        }

        var from = hasFixedHeader ? 0 : HeaderBytes;
        return new LivestatusAnswer(status, _bytes.AsMemory(from, End - from), keepsAlive) { Rented = _bytes };
    }

    /// <summary>Gives the array back, where no answer comes of it.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, End).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
