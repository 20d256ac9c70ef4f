using System.Buffers.Binary;
using System.Globalization;

namespace Tsuba.Journal.Segments;

/// <summary>
/// The first 80 bytes of a segment, little-endian: mark (8), format version (4), semantics version (4), first sequence (8),
/// last sequence of the segment before (8), SHA-256 of the configuration (32), zero (12), CRC-32C of all before (4).
/// First is one above the segment before, except behind damage, where numbers that may have been used are skipped.
/// </summary>
internal static class SegmentHeader
{
    public const int Bytes = 80;

    private const uint FormatVersion = 1;
    private const string Prefix = "journal-";
    private const string Suffix = ".seg";

    private static ReadOnlySpan<byte> Mark => "TSUBAJNL"u8;

    public static string FileName(ulong first) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{first:x16}{Suffix}");

    public static bool TryParseFileName(string name, out ulong first)
    {
        first = 0;
        return name.Length == Prefix.Length + 16 + Suffix.Length
            && name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.EndsWith(Suffix, StringComparison.Ordinal)
            && ulong.TryParse(name.AsSpan(Prefix.Length, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out first);
    }

    public static void Write(Span<byte> target, ulong first, ulong previous, SegmentStamp stamp)
    {
        target[..Bytes].Clear();
        Mark.CopyTo(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(target[12..], stamp.SemanticsVersion);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], first);
        BinaryPrimitives.WriteUInt64LittleEndian(target[24..], previous);
        stamp.ConfigurationHash.Span[..Math.Min(32, stamp.ConfigurationHash.Length)].CopyTo(target[32..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[76..], Checksum.Of(target[..76]));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out ulong first, out ulong previous, out SegmentStamp stamp)
    {
        first = 0;
        previous = 0;
        stamp = SegmentStamp.None;
        if (bytes.Length < Bytes
            || !bytes[..8].SequenceEqual(Mark)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != FormatVersion
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[76..]) != Checksum.Of(bytes[..76]))
        {
            return false;
        }

        first = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        previous = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        stamp = new SegmentStamp(BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), bytes.Slice(32, 32).ToArray());
        return true;
    }
}
