using System.Globalization;
using System.Text;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>The fixed header, and answers that are errors. Source: reference/livestatus.md 7.</summary>
internal static class AnswerWriter
{
    /// <summary>The bytes of an error: one line.</summary>
    public static byte[] WriteError(int status, string error, bool hasFixedHeader)
    {
        var body = Encoding.UTF8.GetBytes(error.ReplaceLineEndings(" ") + "\n");
        if (!hasFixedHeader)
        {
            return body;
        }

        var answer = new byte[AnswerBuffer.HeaderBytes + body.Length];
        WriteHeader(answer, status, body.Length);
        body.CopyTo(answer.AsSpan(AnswerBuffer.HeaderBytes));
        return answer;
    }

    /// <summary>Status, a blank, the length right aligned in eleven places, a line feed.</summary>
    public static void WriteHeader(Span<byte> target, int status, int length)
    {
        target[..AnswerBuffer.HeaderBytes].Fill((byte)' ');
        status.TryFormat(target, out _, default, CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[11];
        length.TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        digits[..count].CopyTo(target[(15 - count)..]);
        target[15] = (byte)'\n';
    }
}
