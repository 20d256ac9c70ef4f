using System.Text;

namespace Tsuba.Model.Plugins;

/// <summary>One value of performance data, as the plugin wrote it. Source: reference/conventions.md 1.</summary>
/// <param name="Label">Label without quotes.</param>
/// <param name="Value">Value in <see cref="Unit"/>; null: undetermined (<c>U</c>).</param>
/// <param name="Unit">Unit of all numbers.</param>
/// <param name="Warning">Warning range, if one is written and readable.</param>
/// <param name="Critical">Critical range, if one is written and readable.</param>
/// <param name="Minimum">Least possible value, if written.</param>
/// <param name="Maximum">Greatest possible value, if written.</param>
public readonly record struct PerfdataItem(
    string Label,
    double? Value,
    PerfdataUnit Unit,
    ThresholdRange? Warning,
    ThresholdRange? Critical,
    double? Minimum,
    double? Maximum)
{
    /// <summary>The same in the base unit, which is how values are stored.</summary>
    public PerfdataItem Normalised() => new(
        Label,
        Value * Unit.Factor,
        PerfdataUnit.Of(Unit.Base),
        Warning?.Scale(Unit.Factor),
        Critical?.Scale(Unit.Factor),
        Minimum * Unit.Factor,
        Maximum * Unit.Factor);

    /// <summary>The item in the grammar of plugins, without trailing semicolons.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        var needsQuotes = Label.Any(letter => letter is '\'' or '=' || char.IsWhiteSpace(letter));
        text.Append(needsQuotes ? $"'{Label.Replace("'", "''", StringComparison.Ordinal)}'" : Label).Append('=');
        text.Append(Value is { } value ? PerfdataNumber.Text(value) : "U").Append(Unit.Text);
        text.Append(';').Append(Warning).Append(';').Append(Critical);
        text.Append(';').Append(Minimum is { } minimum ? PerfdataNumber.Text(minimum) : "");
        text.Append(';').Append(Maximum is { } maximum ? PerfdataNumber.Text(maximum) : "");
        return text.ToString().TrimEnd(';');
    }
}
