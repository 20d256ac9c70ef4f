using System.Globalization;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>One value of one row. Which field counts is told by the column's type.</summary>
/// <param name="Number">Value of Int, Float and Time.</param>
/// <param name="Text">Value of String; empty otherwise.</param>
/// <param name="List">Value of List, and of Dict as name, value, name, value…; null otherwise.</param>
public readonly record struct Cell(double Number, string Text, IReadOnlyList<string>? List)
{
    /// <summary>What a column that does not apply to a row holds.</summary>
    public static Cell Empty { get; } = new(0, "", null);

    /// <summary>A number.</summary>
    public static Cell Of(double number) => new(number, "", null);

    /// <summary>0 or 1.</summary>
    public static Cell Of(bool value) => new(value ? 1 : 0, "", null);

    /// <summary>A text.</summary>
    public static Cell Of(string text) => new(0, text, null);

    /// <summary>Texts.</summary>
    public static Cell Of(IEnumerable<string> texts) => new(0, "", [.. texts]);

    /// <summary>Milliseconds as seconds, cut to whole ones.</summary>
    public static Cell Seconds(long utcMilliseconds) => new(utcMilliseconds / 1000, "", null);

    /// <summary>The number as text, without a fraction where the column has none.</summary>
    public string NumberText(ColumnType type) => type == ColumnType.Float
        ? Number.ToString("0.0#########", CultureInfo.InvariantCulture)
        : ((long)Number).ToString(CultureInfo.InvariantCulture);
}
