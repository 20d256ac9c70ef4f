using System.Globalization;

namespace Tsuba.Engine.Macros;

/// <summary>One <c>$…$</c> of a text, with everything that follows from its name alone.</summary>
internal sealed record MacroReference
{
    /// <summary>The text between the dollars.</summary>
    internal required string Name { get; init; }

    internal required MacroReferenceKind Kind { get; init; }

    /// <summary>n of <c>$ARGn$</c>, from 1.</summary>
    internal int ArgumentNumber { get; init; }

    /// <summary>Standard macro, or null where the name is none (a resource macro, or nothing).</summary>
    internal MacroDefinition? Definition { get; init; }

    /// <summary>Upper-case name of a custom variable without its underscore and owner.</summary>
    internal string Variable { get; init; } = "";

    /// <summary>What a custom variable or an on-demand macro is about.</summary>
    internal MacroSubject Subject { get; init; }

    /// <summary>First part behind the colon; null: not on demand.</summary>
    internal string? First { get; init; }

    /// <summary>Part behind the second colon; null: none.</summary>
    internal string? Second { get; init; }

    internal static MacroReference Parse(string name)
    {
        if (name.Length == 0)
        {
            return new MacroReference { Name = name, Kind = MacroReferenceKind.Dollar };
        }

        if (name.StartsWith("ARG", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new MacroReference { Name = name, Kind = MacroReferenceKind.Argument, ArgumentNumber = number };
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var head = colon < 0 ? name : name[..colon];
        var rest = colon < 0 ? null : name[(colon + 1)..];
        var secondColon = rest?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var first = rest is null || secondColon < 0 ? rest : rest[..secondColon];
        var second = rest is null || secondColon < 0 ? null : rest[(secondColon + 1)..];

        (string Prefix, MacroSubject Subject)[] owners =
            [("_HOST", MacroSubject.Host), ("_SERVICE", MacroSubject.Service), ("_CONTACT", MacroSubject.Contact)];
        foreach (var (prefix, subject) in owners)
        {
            if (head.StartsWith(prefix, StringComparison.Ordinal))
            {
                return new MacroReference
                {
                    Name = name,
                    Kind = MacroReferenceKind.Custom,
                    Variable = head[prefix.Length..].ToUpperInvariant(),
                    Subject = subject,
                    First = first,
                    Second = second,
                };
            }
        }

        var definition = MacroTable.Find(head);
        return new MacroReference
        {
            Name = name,
            Kind = first is null ? MacroReferenceKind.Named : MacroReferenceKind.OnDemand,
            Definition = definition,
            Subject = definition?.Subject ?? MacroSubject.Program,
            First = first,
            Second = second,
        };
    }
}
