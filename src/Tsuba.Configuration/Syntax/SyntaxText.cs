using System.Buffers;
using System.Text;

namespace Tsuba.Configuration.Syntax;

/// <summary>Joins the pieces of a continued value.</summary>
internal static class SyntaxText
{
    /// <summary>
    /// A backslash, blanks and a line end become nothing, together with the blanks that begin the next line. In a property each
    /// piece loses its comment and <c>\;</c> becomes a semicolon; an option keeps both, since passwords hold them.
    /// </summary>
    internal static string Assemble(ReadOnlySpan<byte> bytes, LineKind kind)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        var length = 0;
        var first = true;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            piece = TrimEnd(first ? piece : TrimStart(piece));
            first = false;
            if (end >= 0 && piece is [.., (byte)'\\'])
            {
                piece = piece[..^1];
            }

            length += kind == LineKind.Setting ? Copy(piece, buffer.AsSpan(length)) : Unescape(piece, buffer.AsSpan(length));
        }

        var joined = TrimEnd(buffer.AsSpan(0, length));
        var text = Encoding.UTF8.GetString(joined);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }

    /// <summary>Without blanks in front.</summary>
    internal static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> bytes)
    {
        while (bytes is [var head, ..] && IsBlank(head))
        {
            bytes = bytes[1..];
        }

        return bytes;
    }

    /// <summary>Without blanks and carriage returns at the end.</summary>
    internal static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> bytes)
    {
        while (bytes is [.., var tail] && IsBlank(tail))
        {
            bytes = bytes[..^1];
        }

        return bytes;
    }

    /// <summary>Blank, tab, carriage return, vertical tab or form feed.</summary>
    internal static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or 11 or 12;

    private static int Copy(ReadOnlySpan<byte> piece, Span<byte> target)
    {
        piece.CopyTo(target);
        return piece.Length;
    }

    private static int Unescape(ReadOnlySpan<byte> piece, Span<byte> target)
    {
        var length = 0;
        for (var index = 0; index < piece.Length; index++)
        {
            if (piece[index] == '\\' && index + 1 < piece.Length && piece[index + 1] == ';')
            {
                index++;
            }
            else if (piece[index] == ';')
            {
                break;
            }

            target[length++] = piece[index];
        }

        return length;
    }
}
