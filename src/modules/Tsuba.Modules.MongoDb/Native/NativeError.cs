using System.Buffers.Binary;
using System.Text;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>Reads libbson's error structure: domain and code, 32 bits each, and 504 bytes of text.</summary>
internal static class NativeError
{
    /// <summary>Bytes of the structure.</summary>
    public const int Bytes = 512;

    private const int CodeOffset = 4;
    private const int TextOffset = 8;

    /// <summary>The error's code; its meaning depends on its domain.</summary>
    public static int Code(ReadOnlySpan<byte> error) => BinaryPrimitives.ReadInt32LittleEndian(error[CodeOffset..]);

    /// <summary>The error in words, in one line.</summary>
    public static string Text(ReadOnlySpan<byte> error)
    {
        var text = error[TextOffset..];
        var end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]).ReplaceLineEndings(" ");
    }
}
