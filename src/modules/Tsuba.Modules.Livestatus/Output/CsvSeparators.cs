using System.Globalization;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>Separators of csv, as bytes.</summary>
/// <param name="Row">Behind each row.</param>
/// <param name="Field">Between fields.</param>
/// <param name="List">Between members of a list.</param>
/// <param name="Pair">Between the parts of a member.</param>
internal sealed record CsvSeparators(byte Row, byte Field, byte List, byte Pair)
{
    public static CsvSeparators Default { get; } = new((byte)'\n', (byte)';', (byte)',', (byte)'|');

    /// <summary>Reads four decimal numbers; null if they are not.</summary>
    public static CsvSeparators? Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 4
            && byte.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && byte.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var field)
            && byte.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var list)
            && byte.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var pair)
            ? new CsvSeparators(row, field, list, pair)
            : null;
    }
}
