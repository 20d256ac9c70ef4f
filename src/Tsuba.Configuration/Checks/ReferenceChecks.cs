using System.Runtime.CompilerServices;
using Tsuba.Configuration.Expansion;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Checks;

/// <summary>
/// Checks the values of registered objects where they are written: kinds, and the names of other objects. What a template gives is
/// checked once, and only if a registered object uses it.
/// </summary>
internal sealed class ReferenceChecks
{
    private readonly FindingLog _findings;
    private readonly bool _isNagios;
    private readonly Dictionary<ReferenceKind, NameTable> _tables = [];
    private readonly HashSet<InheritedSet> _checked = [];

    internal ReferenceChecks(FindingLog findings, CompatibilityProfile profile)
    {
        _findings = findings;
        _isNagios = profile == CompatibilityProfile.Nagios;
    }

    /// <summary>Says which names a kind may use.</summary>
    internal void Know(ReferenceKind kind, DiagnosticCode unknown, string what, IReadOnlyCollection<string> names) =>
        _tables[kind] = new NameTable(unknown, what, names.ToHashSet(StringComparer.Ordinal));

    /// <summary>Checks an object and, if nobody has, what its templates give.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Check(ObjectDraft draft)
    {
        foreach (ref readonly var entry in draft.Own)
        {
            Check(in entry);
        }

        if (draft.Inherited.Entries.Length > 0 && _checked.Add(draft.Inherited))
        {
            foreach (ref readonly var entry in draft.Inherited.Entries.AsSpan())
            {
                Check(in entry);
            }
        }
    }

    /// <summary>Checks one value.</summary>
    internal void Check(PropertyName name, string value, SourceLocation origin) => Check(new InheritedEntry(name, value, false, origin));

    /// <summary>Checks only the names in a value.</summary>
    internal void CheckNames(PropertyName name, string value, SourceLocation origin)
    {
        if (value.Length > 0)
        {
            CheckNames(value, new InheritedEntry(name, value, false, origin));
        }
    }

    private static ReadOnlySpan<char> CommandName(ReadOnlySpan<char> call)
    {
        var end = call.IndexOf('!');
        return (end < 0 ? call : call[..end]).Trim();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Check(in InheritedEntry entry)
    {
        if (entry.Value is not { Length: > 0 } value || entry.Name.Row is not { } row)
        {
            return;
        }

        if (ValueChecks.Fault(row, value) is { } fault)
        {
            _findings.Add(fault.Code, entry.Origin, $"{row.Name}: {fault.Message}");
        }

        CheckNames(value, in entry);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CheckNames(string value, in InheritedEntry entry)
    {
        switch (entry.Name.Reference)
        {
            case ReferenceKind.None:
                break;
            case ReferenceKind.Command:
                CheckCommand(value, in entry);
                break;
            case ReferenceKind.Commands:
                CheckCommands(value, in entry);
                break;
            case ReferenceKind.Period or ReferenceKind.Realm:
                CheckName(value.Trim(), in entry);
                break;
            default:
                foreach (var name in Words.SplitList(value))
                {
                    CheckName(name, in entry);
                }

                break;
        }
    }

    // A comma may stand in an argument of the command before it.
    private void CheckCommands(string value, in InheritedEntry entry)
    {
        var parts = Words.SplitList(value);
        for (var index = 0; index < parts.Length; index++)
        {
            if (index == 0 || !parts[index - 1].Contains('!', StringComparison.Ordinal) || parts[index].Contains('!', StringComparison.Ordinal))
            {
                CheckCommand(parts[index], in entry);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CheckCommand(string call, in InheritedEntry entry)
    {
        var name = CommandName(call);
        if (!_tables.TryGetValue(ReferenceKind.Command, out var table) || table.Contains(name))
        {
            return;
        }

        if (name is "bp_rule")
        {
            CheckRule(call.AsSpan(call.IndexOf('!', StringComparison.Ordinal) + 1), in entry);
        }
        else if (name is not ("_internal_host_up" or "_echo" or "null"))
        {
            Report(table, name.ToString(), in entry);
        }
    }

    // The grammar of business rules is the engine's; here only what every rule must have.
    private void CheckRule(ReadOnlySpan<char> rule, in InheritedEntry entry)
    {
        var depth = 0;
        foreach (var letter in rule)
        {
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (depth < 0)
            {
                break;
            }
        }

        if (depth != 0 || rule.Trim().IsEmpty || rule.StartsWith("bp_rule"))
        {
            _findings.Add(
                PropertyFindings.BusinessRuleMalformed,
                entry.Origin,
                depth == 0 ? "expected an expression after bp_rule!" : $"parentheses do not match in \"{Excerpt.Of(rule.ToString())}\"");
        }
    }

    private void CheckName(string name, in InheritedEntry entry)
    {
        // Lists of contacts and hosts may take names away, and * is everybody.
        if (name.StartsWith('!'))
        {
            name = name[1..].Trim();
        }

        if (name is not ("*" or "null" or "none" or "None") && _tables.TryGetValue(entry.Name.Reference, out var table) && !table.Contains(name))
        {
            Report(table, name, in entry);
        }
    }

    private void Report(NameTable table, string name, in InheritedEntry entry) =>
        _findings.Add(
            _isNagios && ReferenceKinds.IsOfPerfdata(entry.Name.Text) ? ReferenceFindings.PerfdataCommandUnknown : table.Unknown,
            entry.Origin,
            $"{entry.Name.Text}: there is no {table.What} \"{Excerpt.Of(name)}\"{_findings.Hint(name, table.Names)}");

    private sealed record NameTable(DiagnosticCode Unknown, string What, HashSet<string> Names)
    {
        internal bool Contains(string name) => Names.Contains(name);

        internal bool Contains(ReadOnlySpan<char> name) => Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }
}
