using System.Globalization;

namespace Tsuba.Engine.Explain;

/// <summary>A named value of a sentence.</summary>
/// <param name="Name">Its place in the text of the row, without braces.</param>
/// <param name="Value">The value, invariant.</param>
/// <param name="Kind">How it is shown.</param>
public readonly record struct StatementArgument(string Name, string Value, ArgumentKind Kind)
{
    /// <summary>A text; null where it is empty.</summary>
    public static StatementArgument? Text(string name, string? value) =>
        string.IsNullOrEmpty(value) ? null : new StatementArgument(name, value, ArgumentKind.Text);

    /// <summary>A number.</summary>
    public static StatementArgument Number(string name, long value) =>
        new(name, value.ToString(CultureInfo.InvariantCulture), ArgumentKind.Text);

    /// <summary>A moment in UTC milliseconds; null where it is 0.</summary>
    public static StatementArgument? Time(string name, long utcMilliseconds) =>
        utcMilliseconds == 0 ? null : new StatementArgument(name, utcMilliseconds.ToString(CultureInfo.InvariantCulture), ArgumentKind.Time);

    /// <summary>A span of time.</summary>
    public static StatementArgument Duration(string name, TimeSpan span) =>
        new(name, ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), ArgumentKind.Duration);

    /// <summary>The reason as a sentence of its own, without arguments.</summary>
    public static StatementArgument Sentence(string name, Reason reason) => new(name, MessageTable.CodeOf(reason), ArgumentKind.Sentence);
}
