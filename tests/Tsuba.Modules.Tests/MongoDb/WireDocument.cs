using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>A BSON document as the server of the tests sees it: fields in order, lists for arrays, <see cref="DateTimeOffset"/> for dates.</summary>
internal sealed class WireDocument : Dictionary<string, object?>
{
    public WireDocument()
        : base(StringComparer.Ordinal)
    {
    }

    public static WireDocument Read(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        var body = rest[4..(length - 1)];
        rest = rest[length..];
        var document = new WireDocument();
        while (!body.IsEmpty)
        {
            var type = body[0];
            body = body[1..];
            var name = Name(ref body);
            document.Add(name, Value(type, ref body));
        }

        return document;
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        Write(stream, this);
        return stream.ToArray();
    }

    private static object? Value(byte type, ref ReadOnlySpan<byte> body) => type switch
    {
        0x01 => BinaryPrimitives.ReadDoubleLittleEndian(Take(ref body, 8)),
        0x02 => Text(ref body),
        0x03 => Read(ref body),
        0x04 => Read(ref body).Values.ToList(),
        0x05 => Take(ref body, 5 + BinaryPrimitives.ReadInt32LittleEndian(body)).ToArray(),
        0x07 => Convert.ToHexString(Take(ref body, 12)),
        0x08 => Take(ref body, 1)[0] == 1,
        0x09 => DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(Take(ref body, 8))),
        0x0A => null,
        0x10 => BinaryPrimitives.ReadInt32LittleEndian(Take(ref body, 4)),
        0x11 or 0x12 => BinaryPrimitives.ReadInt64LittleEndian(Take(ref body, 8)),
        _ => throw new InvalidDataException($"BSON type {type}"),
    };

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> body, int count)
    {
        var taken = body[..count];
        body = body[count..];
        return taken;
    }

    private static string Text(ref ReadOnlySpan<byte> body)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(ref body, 4));
        return Encoding.UTF8.GetString(Take(ref body, length)[..^1]);
    }

    private static string Name(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        var name = Encoding.UTF8.GetString(body[..end]);
        body = body[(end + 1)..];
        return name;
    }

    private static void Write(Stream stream, WireDocument document)
    {
        using var body = new MemoryStream();
        foreach (var (name, value) in document)
        {
            body.WriteByte(Type(value));
            body.Write(Encoding.UTF8.GetBytes(name + '\0'));
            Write(body, value);
        }

        stream.Write(BitConverter.GetBytes((int)body.Length + 5));
        stream.Write(body.ToArray());
        stream.WriteByte(0);
    }

    private static byte Type(object? value) => value switch
    {
        double => 0x01,
        string => 0x02,
        WireDocument => 0x03,
        IReadOnlyList<object?> => 0x04,
        bool => 0x08,
        DateTimeOffset => 0x09,
        null => 0x0A,
        int => 0x10,
        long => 0x12,
        _ => throw new InvalidDataException($"no BSON for {value}"),
    };

    private static void Write(Stream stream, object? value)
    {
        switch (value)
        {
            case double number:
                stream.Write(BitConverter.GetBytes(number));
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text + '\0');
                stream.Write(BitConverter.GetBytes(bytes.Length));
                stream.Write(bytes);
                break;
            case WireDocument inner:
                Write(stream, inner);
                break;
            case IReadOnlyList<object?> list:
                var array = new WireDocument();
                for (var index = 0; index < list.Count; index++)
                {
                    array.Add(index.ToString(CultureInfo.InvariantCulture), list[index]);
                }

                Write(stream, array);
                break;
            case bool truth:
                stream.WriteByte(truth ? (byte)1 : (byte)0);
                break;
            case DateTimeOffset moment:
                stream.Write(BitConverter.GetBytes(moment.ToUnixTimeMilliseconds()));
                break;
            case int number:
                stream.Write(BitConverter.GetBytes(number));
                break;
            case long number:
                stream.Write(BitConverter.GetBytes(number));
                break;
            default:
                break;
        }
    }
}
