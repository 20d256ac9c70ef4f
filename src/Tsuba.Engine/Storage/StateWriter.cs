using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Storage;

/// <summary>
/// Writes the state in one order, in blocks of fixed size, and hashes the blocks, so that the hash depends on the bytes alone and not on
/// who takes them.
/// </summary>
internal sealed class StateWriter : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly IBufferWriter<byte>? _target;
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private int _used;
    private ulong _hash = 14695981039346656037;
    private ulong _length;

    /// <summary>A writer onto a target; without one it only hashes.</summary>
    public StateWriter(IBufferWriter<byte>? target)
    {
        _target = target;
    }

    /// <summary>Writes a number of one byte.</summary>
    public void Byte(byte value)
    {
        if (_used == BlockBytes)
        {
            Flush();
        }

        _block[_used++] = value;
    }

    /// <summary>Writes a boolean.</summary>
    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Writes a number of eight bytes.</summary>
    public void Number(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Bytes(bytes);
    }

    /// <summary>Writes a signed number of eight bytes.</summary>
    public void Signed(long value) => Number(unchecked((ulong)value));

    /// <summary>Writes a small non-negative number in as few bytes as it needs.</summary>
    public void Count(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Writes a floating-point number.</summary>
    public void Real(float value) => Count(BitConverter.SingleToUInt32Bits(value));

    /// <summary>Writes a text.</summary>
    public void Text(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        Count((ulong)count);
        if (_used + count <= BlockBytes)
        {
            _used += Encoding.UTF8.GetBytes(value, _block.AsSpan(_used));
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(count);
        Encoding.UTF8.GetBytes(value, bytes);
        Bytes(bytes.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Writes bytes with their number.</summary>
    public void Block(ReadOnlySpan<byte> value)
    {
        Count((ulong)value.Length);
        Bytes(value);
    }

    /// <summary>Writes a text or its absence.</summary>
    public void OptionalText(string? value)
    {
        Flag(value is not null);
        if (value is not null)
        {
            Text(value);
        }
    }

    /// <summary>Ends the state; returns the hash of all bytes.</summary>
    public ulong Finish()
    {
        Flush();
        return StableHash.Finish(StableHash.Add(_hash, _length));
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);

    private void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == BlockBytes)
            {
                Flush();
            }

            var take = Math.Min(bytes.Length, BlockBytes - _used);
            bytes[..take].CopyTo(_block.AsSpan(_used));
            _used += take;
            bytes = bytes[take..];
        }
    }

    // Blocks have their full size but for the last, where texts that did not fit were cut; so equal bytes make equal blocks.
    private void Flush()
    {
        ReadOnlySpan<byte> bytes = _block.AsSpan(0, _used);
        _target?.Write(bytes);
        _length += (ulong)_used;
        while (bytes.Length >= 8)
        {
            _hash = StableHash.Add(_hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            _hash = StableHash.Add(_hash, value);
        }

        _used = 0;
    }
}
