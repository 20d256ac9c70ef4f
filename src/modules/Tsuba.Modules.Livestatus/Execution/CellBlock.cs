using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// The cells of up to 64 rows, read column by column before they are written row by row: reads of one column wait for memory together, where those of one
/// row would wait one after the other. Used again. One thread.
/// </summary>
internal sealed class CellBlock
{
    /// <summary>Most rows of a block: those of one word of bits.</summary>
    public const int MostRows = 64;

    /// <summary>Most columns; wider answers are written cell by cell.</summary>
    public const int MostColumns = 128;

    private readonly long[]?[] _numbers = new long[MostColumns][];
    private readonly double[]?[] _reals = new double[MostColumns][];
    private readonly string[]?[] _texts = new string[MostColumns][];
    private int _touched;

    /// <summary>Reads the cells of rows; lists are left to the writer.</summary>
    public void Load(ImmutableArray<Column> columns, ReadOnlySpan<object> rows, QueryContext context)
    {
        for (var index = 0; index < columns.Length; index++)
        {
            switch (columns[index])
            {
                case NumberColumn number:
                    var numbers = _numbers[index] ??= new long[MostRows];
                    for (var row = 0; row < rows.Length; row++)
                    {
                        numbers[row] = number.Read(rows[row], context);
                    }

                    break;
                case RealColumn real:
                    var reals = _reals[index] ??= new double[MostRows];
                    for (var row = 0; row < rows.Length; row++)
                    {
                        reals[row] = real.Read(rows[row], context);
                    }

                    break;
                case TextColumn text:
                    Load(text, _texts[index] ??= new string[MostRows], rows, context);
                    break;
            }
        }
    }

    public long Number(int column, int row) => _numbers[column]![row];

    public double Real(int column, int row) => _reals[column]![row];

    public string Text(int column, int row) => _texts[column]![row];

    /// <summary>Lets go of the texts.</summary>
    public void Release()
    {
        foreach (var texts in _texts)
        {
            texts?.AsSpan().Clear();
        }
    }

    private void Load(TextColumn column, string[] texts, ReadOnlySpan<object> rows, QueryContext context)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            texts[row] = column.Read(rows[row], context);
        }

        // Both ends of a text are looked at only so that they are near when the text is written.
        for (var row = 0; row < rows.Length; row++)
        {
            var text = texts[row];
            _touched += text.Length == 0 ? 0 : text[0] + text[^1];
        }
    }
}
