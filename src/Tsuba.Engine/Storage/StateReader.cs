using System.Buffers.Binary;
using System.Text;

namespace Tsuba.Engine.Storage;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Anything else is an <see cref="InvalidDataException"/>.</summary>
internal ref struct StateReader
{
    /// <summary>Version of the layout that is written; of a part under the first version of the rules still the one before.</summary>
    public const uint NewestLayout = 6;

    private ReadOnlySpan<byte> _rest;

    /// <summary>A reader of all bytes.</summary>
    public StateReader(ReadOnlySpan<byte> bytes)
    {
        _rest = bytes;
    }

    /// <summary>Version of the layout that is read; rows and changes of version 3 and before lack what came with 4.</summary>
    public uint Layout { get; set; } = NewestLayout;

    /// <summary>Whether roots, contexts and snapshots are in the layout.</summary>
    public readonly bool HasRoots => Layout >= 4;

    /// <summary>Whether the states that flapping counted last and in which problems were told are in the layout.</summary>
    public readonly bool HasFlapStates => Layout >= 5;

    /// <summary>Whether the version of the rules is in the layout; in none before it was another than the first.</summary>
    public readonly bool HasSemantics => Layout >= 6;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads a number of one byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads a boolean.</summary>
    public bool Flag() => Byte() != 0;

    /// <summary>Reads a number of eight bytes.</summary>
    public ulong Number() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads a signed number of eight bytes.</summary>
    public long Signed() => unchecked((long)Number());

    /// <summary>Reads a small number.</summary>
    public ulong Count()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("The state holds a number that is too long.");
    }

    /// <summary>Reads a number of things of which each takes at least one byte.</summary>
    public int Length()
    {
        var value = Count();
        return value <= (ulong)_rest.Length
            ? (int)value
            : throw new InvalidDataException("The state ends in the middle of a list.");
    }

    /// <summary>Reads a small number that fits into 32 bits.</summary>
    public uint Small()
    {
        var value = Count();
        return value <= uint.MaxValue ? (uint)value : throw new InvalidDataException("The state holds a number out of range.");
    }

    /// <summary>Reads a floating-point number.</summary>
    public float Real() => BitConverter.UInt32BitsToSingle(Small());

    /// <summary>Reads a text.</summary>
    public string Text()
    {
        var count = Length();
        return count == 0 ? "" : Encoding.UTF8.GetString(Take(count));
    }

    /// <summary>Reads bytes with their number.</summary>
    public byte[] Block() => Take(Length()).ToArray();

    /// <summary>Reads a text or its absence.</summary>
    public string? OptionalText() => Flag() ? Text() : null;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            throw new InvalidDataException("The state ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
