using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>
/// json, wrapped_json and python, which differ by little. Everything beyond ASCII is escaped: NagVis and Perl decode bytes in their own
/// ways, and escaped text survives all of them.
/// </summary>
/// <param name="buffer">Where the answer goes.</param>
/// <param name="textPrefix">What stands before each text.</param>
/// <param name="wraps">Whether the rows are a member of an object.</param>
/// <param name="isPython">Whether a character beyond U+FFFF is one escape: Python takes the two of JSON for two broken characters.</param>
internal sealed class JsonWriter(AnswerBuffer buffer, string textPrefix, bool wraps, bool isPython) : RowWriter(buffer)
{
    private static readonly SearchValues<char> _plain = SearchValues.Create(PlainCharacters());
    private bool _isFirstRow = true;
    private bool _isFirstCell = true;

    public override void Begin(ImmutableArray<string> names)
    {
        if (wraps)
        {
            Buffer.Add("{"u8);
            if (!names.IsEmpty)
            {
                Buffer.Add("\"columns\":["u8);
                Names(names);
                Buffer.Add("],"u8);
            }

            Buffer.Add("\"data\":"u8);
        }

        Buffer.Add("["u8);
        if (!wraps && !names.IsEmpty)
        {
            BeginRow();
            Names(names);
            EndRow();
        }
    }

    public override void BeginRow()
    {
        if (!_isFirstRow)
        {
            Buffer.Add(",\n"u8);
        }

        _isFirstRow = false;
        _isFirstCell = true;
        Buffer.Add((byte)'[');
    }

    public override void EndRow() => Buffer.Add((byte)']');

    public override void End(int totalCount)
    {
        Buffer.Add((byte)']');
        if (wraps)
        {
            Buffer.Add(",\n\"total_count\":"u8);
            Digits(totalCount);
            Buffer.Add((byte)'}');
        }

        Buffer.Add((byte)'\n');
    }

    public override void Number(long value)
    {
        Separate();
        Digits(value);
    }

    public override void Real(double value)
    {
        Separate();
        value.TryFormat(Buffer.Reserve(32), out var count, default, CultureInfo.InvariantCulture);
        Buffer.Advance(count);
    }

    public override void Text(string value)
    {
        Separate();
        Quoted(value);
    }

    public override void List(ListCell list, bool isDict)
    {
        Separate();
        Buffer.Add(isDict ? (byte)'{' : (byte)'[');
        var needsComma = false;
        var position = 0;
        foreach (var element in list.Elements)
        {
            if (element.Kind == ListElementKind.Close)
            {
                Buffer.Add((byte)']');
                needsComma = true;
                continue;
            }

            if (needsComma)
            {
                Buffer.Add(isDict && position % 2 == 1 ? (byte)':' : (byte)',');
            }

            position++;
            needsComma = true;
            switch (element.Kind)
            {
                case ListElementKind.Open:
                    Buffer.Add((byte)'[');
                    needsComma = false;
                    break;
                case ListElementKind.Text:
                    Quoted(element.Text);
                    break;
                default:
                    Digits(element.Number);
                    break;
            }
        }

        Buffer.Add(isDict ? (byte)'}' : (byte)']');
    }

    public override void Written(ReadOnlySpan<byte> cells)
    {
        Buffer.Add(cells);
        _isFirstCell = false;
    }

    private static string PlainCharacters() =>
        string.Concat(Enumerable.Range(0x20, 0x7f - 0x20).Select(code => (char)code).Where(letter => letter is not ('"' or '\\')));

    private void Names(ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            Text(name);
        }

        _isFirstCell = true;
    }

    private void Separate()
    {
        if (!_isFirstCell)
        {
            Buffer.Add((byte)',');
        }

        _isFirstCell = false;
    }

    private void Digits(long value)
    {
        value.TryFormat(Buffer.Reserve(20), out var count, default, CultureInfo.InvariantCulture);
        Buffer.Advance(count);
    }

    private void Quoted(string value)
    {
        if (textPrefix.Length > 0)
        {
            Buffer.Add((byte)textPrefix[0]);
        }

        if (PlainText.TryQuote(value, Buffer.Reserve(value.Length + 2)))
        {
            Buffer.Advance(value.Length + 2);
            return;
        }

        Buffer.Add((byte)'"');
        var rest = value.AsSpan();
        while (!rest.IsEmpty)
        {
            var special = rest.IndexOfAnyExcept(_plain);
            var plain = special < 0 ? rest : rest[..special];
            Ascii.FromUtf16(plain, Buffer.Reserve(plain.Length), out var written);
            Buffer.Advance(written);
            rest = rest[plain.Length..];
            if (!rest.IsEmpty)
            {
                rest = rest[Escape(rest)..];
            }
        }

        Buffer.Add((byte)'"');
    }

    // Returns how many characters were escaped.
    private int Escape(ReadOnlySpan<char> text)
    {
        if (!isPython || text.Length < 2 || !Rune.TryCreate(text[0], text[1], out var pair))
        {
            Escape(text[0]);
            return 1;
        }

        Buffer.Add("\\U"u8);
        pair.Value.TryFormat(Buffer.Reserve(8), out var count, "x8", CultureInfo.InvariantCulture);
        Buffer.Advance(count);
        return 2;
    }

    // Half of a surrogate pair without its other half is escaped as it is: it is not UTF-8 on the wire that way, and no byte is wrong.
    private void Escape(char letter)
    {
        switch (letter)
        {
            case '"':
                Buffer.Add("\\\""u8);
                break;
            case '\\':
                Buffer.Add("\\\\"u8);
                break;
            case '\n':
                Buffer.Add("\\n"u8);
                break;
            case '\r':
                Buffer.Add("\\r"u8);
                break;
            case '\t':
                Buffer.Add("\\t"u8);
                break;
            default:
                Buffer.Add("\\u"u8);
                ((int)letter).TryFormat(Buffer.Reserve(4), out var count, "x4", CultureInfo.InvariantCulture);
                Buffer.Advance(count);
                break;
        }
    }
}
