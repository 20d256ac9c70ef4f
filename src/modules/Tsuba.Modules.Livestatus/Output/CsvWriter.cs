using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>
/// csv as the old servers write it: nothing is quoted. A line feed inside a text would begin a row that nobody sent, so it is
/// written as \n.
/// </summary>
internal sealed class CsvWriter(AnswerBuffer buffer, CsvSeparators separators) : RowWriter(buffer)
{
    private static readonly SearchValues<char> _lineEnds = SearchValues.Create("\r\n");
    private bool _isFirst;

    public override void Begin(ImmutableArray<string> names)
    {
        if (names.IsEmpty)
        {
            return;
        }

        BeginRow();
        foreach (var name in names)
        {
            Text(name);
        }

        EndRow();
    }

    public override void BeginRow() => _isFirst = true;

    public override void EndRow() => Buffer.Add(separators.Row);

    public override void End(int totalCount)
    {
        // An empty answer has no bytes.
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
        Plain(value);
    }

    public override void List(ListCell list, bool isDict)
    {
        Separate();
        var depth = 0;
        var position = 0;
        foreach (var element in list.Elements)
        {
            if (element.Kind == ListElementKind.Close)
            {
                depth--;
                position = 1;
                continue;
            }

            if (position > 0)
            {
                Buffer.Add(depth > 0 || (isDict && position % 2 == 1) ? separators.Pair : separators.List);
            }

            switch (element.Kind)
            {
                case ListElementKind.Open:
                    // What follows is the first of its list: no separator before it.
                    depth++;
                    position = 0;
                    continue;
                case ListElementKind.Text:
                    Plain(element.Text);
                    break;
                default:
                    Digits(element.Number);
                    break;
            }

            position++;
        }
    }

    public override void Written(ReadOnlySpan<byte> cells)
    {
        // No bytes at all are one empty cell.
        Buffer.Add(cells);
        _isFirst = false;
    }

    private void Separate()
    {
        if (!_isFirst)
        {
            Buffer.Add(separators.Field);
        }

        _isFirst = false;
    }

    private void Digits(long value)
    {
        value.TryFormat(Buffer.Reserve(20), out var count, default, CultureInfo.InvariantCulture);
        Buffer.Advance(count);
    }

    private void Plain(string value)
    {
        if (value.AsSpan().ContainsAny(_lineEnds))
        {
            value = value.ReplaceLineEndings("\\n");
        }

        Buffer.Advance(Encoding.UTF8.GetBytes(value, Buffer.Reserve(Encoding.UTF8.GetMaxByteCount(value.Length))));
    }
}
