using System.Text.RegularExpressions;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>
/// The names in on-demand macros: <c>$HOSTSTATE:web$</c>, <c>$SERVICESTATE:web:http$</c>, <c>$HOSTSTATE:group:separator$</c>.
/// Source: reference/shinken.md 3.4 "On demand"; reference/conventions.md 6.
/// </summary>
internal static partial class MacroNames
{
    /// <summary>What is found: target, name, host of a service, place in the text.</summary>
    internal delegate void Found(ObjectType target, string name, string? host, int start, int end);

    /// <summary>Reads a text.</summary>
    internal static void Find(string text, Found found)
    {
        if (!text.Contains(':', StringComparison.Ordinal) || !text.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        foreach (Match match in Pattern().Matches(text))
        {
            var first = match.Groups["first"];
            var second = match.Groups["second"];
            var macro = match.Groups["macro"].ValueSpan;
            var name = ValueText.Decode(first.ValueSpan);
            if (TargetOf(macro) is not { } target)
            {
                continue;
            }

            if (target == ObjectType.Service && second.Success)
            {
                Report(found, ObjectType.Host, name, null, first);
                Report(found, ObjectType.Service, ValueText.Decode(second.ValueSpan), name, second);
                Report(found, ObjectType.ServiceGroup, name, null, first);
            }
            else
            {
                Report(found, target == ObjectType.Host && second.Success ? ObjectType.HostGroup : target, name, null, first);
            }
        }
    }

    private static void Report(Found found, ObjectType target, string name, string? host, Group place)
    {
        if (place.Length > 0)
        {
            found(target, name, host, place.Index, place.Index + place.Length);
        }
    }

    private static ObjectType? TargetOf(ReadOnlySpan<char> macro) =>
        macro.StartsWith("HOSTGROUP") ? ObjectType.HostGroup
        : macro.StartsWith("SERVICEGROUP") ? ObjectType.ServiceGroup
        : macro.StartsWith("CONTACTGROUP") ? ObjectType.ContactGroup
        : macro.Contains("SERVICE", StringComparison.Ordinal) ? ObjectType.Service
        : macro.Contains("HOST", StringComparison.Ordinal) ? ObjectType.Host
        : macro.Contains("CONTACT", StringComparison.Ordinal) ? ObjectType.Contact
        : null;

    [GeneratedRegex(@"\$(?<macro>_?[A-Z][A-Z0-9_]*):(?<first>[^:$]*)(?::(?<second>[^$]*))?\$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
