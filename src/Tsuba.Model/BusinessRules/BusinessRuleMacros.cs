using System.Text;

namespace Tsuba.Model.BusinessRules;

/// <summary>
/// The macros of an expression as far as resolved objects tell them, for those who need the members of a rule without an engine. The
/// original demands that macros change counts only, never members. Source: reference/shinken.md 3.7.
/// </summary>
public static class BusinessRuleMacros
{
    /// <summary>Replaces <c>$NAME$</c> by what <paramref name="find"/> gives for NAME, by nothing where it gives null; <c>$$</c> is one dollar.</summary>
    public static string Expand(string expression, Func<string, string?> find)
    {
        if (!expression.Contains('$', StringComparison.Ordinal))
        {
            return expression;
        }

        var expanded = new StringBuilder(expression.Length);
        var position = 0;
        while (position < expression.Length)
        {
            var start = expression.IndexOf('$', position);
            var end = start < 0 ? -1 : expression.IndexOf('$', start + 1);
            if (end < 0)
            {
                break;
            }

            expanded.Append(expression, position, start - position);
            expanded.Append(end == start + 1 ? "$" : find(expression[(start + 1)..end]));
            position = end + 1;
        }

        return expanded.Append(expression, position, expression.Length - position).ToString();
    }
}
