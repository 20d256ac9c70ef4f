using System.Text;

namespace Tsuba.Engine.BusinessRules;

/// <summary>
/// Prints business_rule_output_template: what stands in <c>$(…)$</c> is repeated for each member that is not fine, with the macros of
/// that member. Source: reference/shinken.md 3.7.
/// </summary>
internal static class BusinessRuleOutput
{
    private const string AllFine = "all checks were successful.";

    /// <summary>The output.</summary>
    /// <param name="template">The template.</param>
    /// <param name="failedMembers">Members that are not fine, in order.</param>
    /// <param name="expand">Expands macros, of a member or (null) of the owner.</param>
    /// <typeparam name="TMember">Whatever <paramref name="expand"/> knows a member by.</typeparam>
    internal static string Print<TMember>(string template, IReadOnlyList<TMember> failedMembers, Func<string, TMember?, string> expand)
        where TMember : class
    {
        var printed = new StringBuilder();
        var position = 0;
        while (position < template.Length)
        {
            var start = template.IndexOf("$(", position, StringComparison.Ordinal);
            var end = start < 0 ? -1 : template.IndexOf(")$", start + 2, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            printed.Append(expand(template[position..start], null));
            var part = template[(start + 2)..end];
            foreach (var member in failedMembers)
            {
                printed.Append(expand(part, member));
            }

            if (failedMembers.Count == 0)
            {
                printed.Append(AllFine);
            }

            position = end + 2;
        }

        return printed.Append(expand(template[position..], null)).ToString();
    }
}
