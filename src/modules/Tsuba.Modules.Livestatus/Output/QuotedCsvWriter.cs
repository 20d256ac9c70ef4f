using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>CSV as of RFC 4180: every cell in quotes, commas, CRLF. Lists as in csv.</summary>
internal sealed class QuotedCsvWriter(AnswerBuffer buffer) : RowWriter(buffer)
{
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

    public override void EndRow() => Buffer.Add("\r\n"u8);

    public override void End(int totalCount)
    {
        // An empty answer has no bytes.
    }

    public override void Number(long value) => Text(value.ToString(CultureInfo.InvariantCulture));

    public override void Real(double value) => Text(value.ToString(CultureInfo.InvariantCulture));

    public override void Text(string value)
    {
        if (!_isFirst)
        {
            Buffer.Add((byte)',');
        }

        _isFirst = false;
        Buffer.Add((byte)'"');
        Buffer.Add(Encoding.UTF8.GetBytes(value.Replace("\"", "\"\"", StringComparison.Ordinal)));
        Buffer.Add((byte)'"');
    }

    public override void List(ListCell list, bool isDict)
    {
        var inner = new AnswerBuffer();
        var writer = new CsvWriter(inner, CsvSeparators.Default);
        writer.BeginRow();
        writer.List(list, isDict);
        Text(Encoding.UTF8.GetString(inner.Slice(0, inner.Length)));
        inner.Release();
    }

    public override void Written(ReadOnlySpan<byte> cells)
    {
        Buffer.Add(cells);
        _isFirst = false;
    }
}
