using System.Buffers.Binary;
using System.Numerics;

namespace Tsuba.Journal;

/// <summary>
/// CRC-32C (Castagnoli), by the processor's instruction where it has one. It finds every error of up to three flipped bits and
/// every burst of up to 32 in a frame.
/// </summary>
public static class Checksum
{
    /// <summary>The checksum of no bytes; start value of <see cref="Add"/>.</summary>
    public const uint Start = 0xFFFF_FFFF;

    /// <summary>Goes on with more bytes.</summary>
    public static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }

    /// <summary>The checksum of one piece.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(Start, bytes);
}
