using System.Buffers;
using System.Globalization;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>One service for each entry of a list that a custom variable of the host holds. Source: reference/shinken.md 3.3.</summary>
internal sealed class ForeachExpander
{
    private static readonly SearchValues<char> Illegal = SearchValues.Create("`~!$%^&*\"|'<>?,()=");
    private static readonly string[] Replaced =
        ["service_description", "check_command", "display_name", "aggregation", "event_handler", "service_dependencies"];

    private readonly Resolution _resolution;
    private readonly HostTable _hosts;
    private readonly SourceLocation _location;
    private readonly PropertyName _default;

    internal ForeachExpander(Resolution resolution, HostTable hosts, SourceLocation location)
    {
        _resolution = resolution;
        _hosts = hosts;
        _location = location;
        _default = resolution.Name(ObjectType.Service, "default_value");
    }

    /// <summary>The entries of one host, without those that its <c>_!KEYLIST</c> leaves out.</summary>
    internal IReadOnlyList<ForeachEntry> EntriesOf(int host, string list)
    {
        var variable = list.StartsWith('_') ? list.ToUpperInvariant() : "_" + list.ToUpperInvariant();
        var draft = _hosts.Drafts[host];
        var names = _resolution.Store.NamesOf(ObjectType.Host);
        var name = names.Add(variable);
        if (draft.Value(name) is not { } text)
        {
            if (!draft.TryGet(name, out _))
            {
                _resolution.Findings.Add(
                    ExpansionFindings.ForeachListMissing, _location, $"host \"{Excerpt.Of(_hosts.Names[host])}\" has no {Excerpt.Of(variable)}");
            }

            return [];
        }

        var entries = ForeachList.Parse(text, _resolution.Findings, draft.Locate(name));
        var leftOut = names.Add("_!" + variable[1..]);
        if (draft.Value(leftOut) is { } keys)
        {
            var without = Words.SplitList(keys).ToHashSet(StringComparer.Ordinal);
            entries.RemoveAll(entry => without.Contains(entry.Key));
        }

        return entries;
    }

    /// <summary>Puts an entry into the places of its macros.</summary>
    internal void Apply(ObjectDraft draft, ForeachEntry entry)
    {
        var macros = Macros(draft, entry);
        foreach (var text in Replaced)
        {
            var name = _resolution.Name(ObjectType.Service, text);
            if (draft.TryGet(name, out var found) && found.Value is { } value && value.Contains('$', StringComparison.Ordinal))
            {
                draft.Set(name, Replace(value, macros), found.Origin);
            }
        }

        ReplaceCustom(draft, macros);
    }

    private static void ReplaceCustom(ObjectDraft draft, List<(string Macro, string Value)> macros)
    {
        foreach (var entry in draft.Inherited.Entries.Concat(draft.Own.ToArray()))
        {
            if (entry.Name.IsCustom && draft.TryGet(entry.Name, out var current) && current.Value is { } value && value.Contains('$', StringComparison.Ordinal))
            {
                draft.Set(entry.Name, Replace(value, macros), current.Origin);
            }
        }
    }

    private List<(string Macro, string Value)> Macros(ObjectDraft draft, ForeachEntry entry)
    {
        var key = string.Concat(entry.Key.Select(letter => Illegal.Contains(letter) ? '_' : letter));
        var values = entry.Values.Count > 0 ? entry.Values : draft.Value(_default) is { } text ? DefaultValues(text) : [];
        var macros = new List<(string Macro, string Value)> { ("$KEY$", key), ("$VALUE$", values.Count > 0 ? values[0] : "") };
        for (var index = 0; index < values.Count; index++)
        {
            macros.Add((string.Create(CultureInfo.InvariantCulture, $"$VALUE{index + 1}$"), values[index]));
        }

        return macros;
    }

    // default_value may be a plain text or have the form of an entry's values.
    private IReadOnlyList<string> DefaultValues(string text) =>
        text.StartsWith("$(", StringComparison.Ordinal)
            ? ForeachList.Parse("key" + text, _resolution.Findings, _location) is [var entry, ..] ? entry.Values : []
            : [text];

    private static string Replace(string value, List<(string Macro, string Value)> macros)
    {
        foreach (var (macro, replacement) in macros)
        {
            value = value.Replace(macro, replacement, StringComparison.Ordinal);
        }

        return value;
    }
}
