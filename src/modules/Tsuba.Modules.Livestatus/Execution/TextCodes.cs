using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// A column of texts as numbers of its different texts: a condition is asked once for each text, whatever number of rows has it. Made of a column that
/// stays the same as long as the configuration does. Immutable.
/// </summary>
internal sealed class TextCodes
{
    private readonly ushort[] _codes;
    private readonly string[] _texts;

    private TextCodes(ushort[] codes, string[] texts)
    {
        (_codes, _texts) = (codes, texts);
    }

    /// <summary>Number of different texts.</summary>
    public int Count => _texts.Length;

    /// <summary>The number of the text of each row.</summary>
    public ReadOnlySpan<ushort> Codes => _codes;

    /// <summary>The text of a number.</summary>
    public string this[int code] => _texts[code];

    /// <summary>The numbers of a column; null where nearly every row has a text of its own, so that nothing is won.</summary>
    public static TextCodes? Of(TextColumn column, object[] rows, QueryContext context)
    {
        var most = Math.Min(ushort.MaxValue, Math.Max(16, rows.Length / 4));
        var codes = new ushort[rows.Length];
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        for (var row = 0; row < rows.Length; row++)
        {
            var text = column.Read(rows[row], context);
            if (!known.TryGetValue(text, out var code))
            {
                if (known.Count >= most)
                {
                    return null;
                }

                code = (ushort)known.Count;
                known.Add(text, code);
            }

            codes[row] = code;
        }

        var texts = new string[known.Count];
        foreach (var (text, code) in known)
        {
            texts[code] = text;
        }

        return new TextCodes(codes, texts);
    }
}
