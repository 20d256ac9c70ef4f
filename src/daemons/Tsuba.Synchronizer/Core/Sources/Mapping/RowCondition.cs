using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Mapping;

/// <summary>
/// <c>FIELD=PATTERN</c>: at least one value of the field matches the pattern, in which <c>*</c> is any text and letters count in
/// either case. <c>FIELD!=PATTERN</c>: none does.
/// </summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Pattern">Pattern of the whole value.</param>
/// <param name="IsNegated">Whether no value may match.</param>
public sealed record RowCondition(string Field, string Pattern, bool IsNegated)
{
    /// <summary>Reads a condition; null if there is no field or no sign.</summary>
    public static RowCondition? Parse(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
        {
            return null;
        }

        var isNegated = text[sign - 1] == '!';
        var field = text[..(isNegated ? sign - 1 : sign)].Trim();
        return field.Length == 0 ? null : new RowCondition(field, text[(sign + 1)..].Trim(), isNegated);
    }

    /// <summary>Whether a row meets it.</summary>
    public bool Holds(SourceRow row) => row.Values(Field).Any(Matches) != IsNegated;

    // Greedy with one point of return, so that no pattern takes more than length × length steps.
    private bool Matches(string value)
    {
        int at = 0, star = -1, resume = 0, position = 0;
        while (position < value.Length)
        {
            if (at < Pattern.Length && Pattern[at] == '*')
            {
                star = at++;
                resume = position;
            }
            else if (at < Pattern.Length && char.ToUpperInvariant(Pattern[at]) == char.ToUpperInvariant(value[position]))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }

        return Pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
