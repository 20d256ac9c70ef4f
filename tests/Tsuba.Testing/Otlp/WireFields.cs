using System.Text;
using Google.Protobuf;

namespace Tsuba.Testing.Otlp;

/// <summary>Reads a message of OTLP by the field numbers of the protocol, with nothing of the product.</summary>
public static class WireFields
{
    /// <summary>All messages, texts or byte strings of a field.</summary>
    public static List<byte[]> Messages(byte[] message, int field)
    {
        var found = new List<byte[]>();
        Read(message, field, WireFormat.WireType.LengthDelimited, input => found.Add(input.ReadBytes().ToByteArray()));
        return found;
    }

    /// <summary>The text of a field; empty where there is none.</summary>
    public static string Text(byte[] message, int field) => Messages(message, field) is [.., var text] ? Encoding.UTF8.GetString(text) : "";

    /// <summary>A fixed64 or double of a field; null where there is none.</summary>
    public static ulong? Fixed(byte[] message, int field)
    {
        ulong? found = null;
        Read(message, field, WireFormat.WireType.Fixed64, input => found = input.ReadFixed64());
        return found;
    }

    /// <summary>A double; null where there is none.</summary>
    public static double? Double(byte[] message, int field) => Fixed(message, field) is { } bits ? BitConverter.UInt64BitsToDouble(bits) : null;

    /// <summary>A packed list of fixed64 or double.</summary>
    public static List<ulong> FixedList(byte[] message, int field)
    {
        var found = new List<ulong>();
        foreach (var packed in Messages(message, field))
        {
            var input = new CodedInputStream(packed);
            while (!input.IsAtEnd)
            {
                found.Add(input.ReadFixed64());
            }
        }

        return found;
    }

    /// <summary>A varint; 0 where there is none.</summary>
    public static ulong Number(byte[] message, int field)
    {
        var found = 0UL;
        Read(message, field, WireFormat.WireType.Varint, input => found = input.ReadUInt64());
        return found;
    }

    /// <summary>Attributes (key and text) of a field.</summary>
    public static Dictionary<string, string> Attributes(byte[] message, int field) =>
        Messages(message, field).ToDictionary(attribute => Text(attribute, 1), attribute => Text(Messages(attribute, 2).Single(), 1));

    private static void Read(byte[] message, int field, WireFormat.WireType type, Action<CodedInputStream> take)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is > 0 and var tag)
        {
            if (tag == WireFormat.MakeTag(field, type))
            {
                take(input);
            }
            else
            {
                input.SkipLastField();
            }
        }
    }
}
