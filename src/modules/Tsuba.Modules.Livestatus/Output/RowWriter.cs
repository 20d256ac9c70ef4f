using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>Writes rows in one of the forms, straight from columns to bytes.</summary>
internal abstract class RowWriter(AnswerBuffer buffer)
{
    private readonly ListCell _list = new();

    protected AnswerBuffer Buffer { get; } = buffer;

    public static RowWriter Create(OutputForm form, CsvSeparators separators, AnswerBuffer buffer) => form switch
    {
        OutputForm.Csv => new CsvWriter(buffer, separators),
        OutputForm.QuotedCsv => new QuotedCsvWriter(buffer),
        OutputForm.Json => new JsonWriter(buffer, "", wraps: false, isPython: false),
        OutputForm.WrappedJson => new JsonWriter(buffer, "", wraps: true, isPython: false),
        OutputForm.Python => new JsonWriter(buffer, "u", wraps: false, isPython: true),
        _ => new JsonWriter(buffer, "", wraps: false, isPython: true),
    };

    /// <summary>Begins the answer, with a row of names where there are some.</summary>
    public abstract void Begin(ImmutableArray<string> names);

    public abstract void BeginRow();

    public abstract void EndRow();

    /// <summary>Ends the answer.</summary>
    /// <param name="totalCount">Rows before Limit and Offset.</param>
    public abstract void End(int totalCount);

    public abstract void Number(long value);

    public abstract void Real(double value);

    public abstract void Text(string value);

    public abstract void List(ListCell list, bool isDict);

    /// <summary>One cell or more that were written before, with <see cref="Cells"/>.</summary>
    public abstract void Written(ReadOnlySpan<byte> cells);

    /// <summary>Writes a row whose cells were read before, lists apart.</summary>
    public void Row(ImmutableArray<Column> columns, CellBlock cells, int index, QueryContext context, long timeShift)
    {
        BeginRow();
        for (var column = 0; column < columns.Length; column++)
        {
            switch (columns[column])
            {
                case NumberColumn number:
                    var value = cells.Number(column, index);
                    Number(number.Type == ColumnType.Time && value != 0 ? value + timeShift : value);
                    break;
                case RealColumn:
                    Real(cells.Real(column, index));
                    break;
                case TextColumn:
                    Text(cells.Text(column, index));
                    break;
                case ListColumn list:
                    list.Read(cells[index], context, _list);
                    List(_list, list.Type == ColumnType.Dict);
                    break;
            }
        }

        EndRow();
    }

    /// <summary>Writes the cells of columns, for a row that begins.</summary>
    public void Cells(ImmutableArray<Column> columns, object row, QueryContext context, long timeShift)
    {
        foreach (var column in columns)
        {
            switch (column)
            {
                case NumberColumn number:
                    var value = number.Read(row, context);
                    Number(column.Type == ColumnType.Time && value != 0 ? value + timeShift : value);
                    break;
                case RealColumn real:
                    Real(real.Read(row, context));
                    break;
                case TextColumn text:
                    Text(text.Read(row, context));
                    break;
                case ListColumn list:
                    list.Read(row, context, _list);
                    List(_list, list.Type == ColumnType.Dict);
                    break;
            }
        }
    }
}
