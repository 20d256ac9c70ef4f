using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Tsuba.Modules.Passive.Nsca;

/// <summary>A deciphered packet of version 3: one check result. Source: reference/conventions.md 8.</summary>
/// <param name="UtcSeconds">When the client made it, by the server's clock.</param>
/// <param name="ReturnCode">The plugin's.</param>
/// <param name="Host">Host.</param>
/// <param name="Service">Service; empty: the result of the host.</param>
/// <param name="Output">Output.</param>
internal readonly record struct NscaPacket(long UtcSeconds, int ReturnCode, string Host, string Service, string Output)
{
    /// <summary>Bytes of a packet with an output of 512 bytes, as clients before 2.9 send it.</summary>
    public const int ShortBytes = 720;

    /// <summary>Bytes of a packet with an output of 4,096 bytes.</summary>
    public const int LongBytes = 4304;

    private const short Version = 3;
    private const int SumStart = 4;
    private const int TimeStart = 8;
    private const int CodeStart = 12;
    private const int HostStart = 14;
    private const int ServiceStart = HostStart + 64;
    private const int OutputStart = ServiceStart + 128;
    private const int Padding = 2;

    /// <summary>Reads a packet; false: these bytes are none, or were changed or enciphered with something else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out NscaPacket packet)
    {
        packet = default;
        if (BinaryPrimitives.ReadInt16BigEndian(bytes) != Version || Sum(bytes) != BinaryPrimitives.ReadUInt32BigEndian(bytes[SumStart..]))
        {
            return false;
        }

        packet = new NscaPacket(
            BinaryPrimitives.ReadUInt32BigEndian(bytes[TimeStart..]),
            BinaryPrimitives.ReadInt16BigEndian(bytes[CodeStart..]),
            Text(bytes[HostStart..ServiceStart]),
            Text(bytes[ServiceStart..OutputStart]),
            Text(bytes[OutputStart..^Padding]));
        return true;
    }

    /// <summary>The sum of a packet whose sum is taken as zero.</summary>
    internal static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = new Crc32();
        sum.Append(bytes[..SumStart]);
        sum.Append([0, 0, 0, 0]);
        sum.Append(bytes[TimeStart..]);
        return sum.GetCurrentHashAsUInt32();
    }

    // What follows the first zero is whatever the client's memory held.
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
