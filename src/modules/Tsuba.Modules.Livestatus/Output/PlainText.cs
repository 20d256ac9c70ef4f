using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>Texts that JSON writes as they are: nearly all. They are looked through and copied in one pass, sixteen characters at a time.</summary>
internal static class PlainText
{
    private const int Step = 16;
    private const ushort First = 0x20;
    private const ushort Last = 0x7e;

    /// <summary>Writes a text between quotes. False: something in it needs an escape; what was written then is worth nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">Two bytes longer than the text, at least.</param>
    public static bool TryQuote(ReadOnlySpan<char> text, Span<byte> target)
    {
        var letters = MemoryMarshal.Cast<char, ushort>(text);
        target[0] = (byte)'"';
        target[letters.Length + 1] = (byte)'"';
        var body = target.Slice(1, letters.Length);
        if (letters.Length < Step)
        {
            return TryCopy(letters, body);
        }

        var index = 0;
        for (; index <= letters.Length - Step; index += Step)
        {
            if (!TryStep(letters.Slice(index, Step), body.Slice(index, Step)))
            {
                return false;
            }
        }

        // The last step ends where the text does, and goes over some letters a second time.
        return index == letters.Length || TryStep(letters[^Step..], body[^Step..]);
    }

    private static bool TryStep(ReadOnlySpan<ushort> letters, Span<byte> target)
    {
        var values = Vector256.Create(letters);
        var isSpecial = Vector256.LessThan(values, Vector256.Create(First)) | Vector256.GreaterThan(values, Vector256.Create(Last))
            | Vector256.Equals(values, Vector256.Create((ushort)'"')) | Vector256.Equals(values, Vector256.Create((ushort)'\\'));
        if (isSpecial != Vector256<ushort>.Zero)
        {
            return false;
        }

        Vector128.Narrow(values.GetLower(), values.GetUpper()).CopyTo(target);
        return true;
    }

    private static bool TryCopy(ReadOnlySpan<ushort> letters, Span<byte> target)
    {
        for (var index = 0; index < letters.Length; index++)
        {
            var letter = letters[index];
            if (letter is < First or > Last or '"' or '\\')
            {
                return false;
            }

            target[index] = (byte)letter;
        }

        return true;
    }
}
