using System.Text;

namespace Tsuba.Cli.Verbs;

/// <summary>Text in columns as wide as their widest cell; never wrapped, so that it can be cut and searched.</summary>
internal sealed class TextColumns
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows;

    /// <summary>Columns with their headings.</summary>
    public TextColumns(params string[] headings) => _rows = [headings];

    /// <summary>Adds a row; a cell without text shows a dash.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => cell.Length == 0 ? "-" : cell)]);

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var line = string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
