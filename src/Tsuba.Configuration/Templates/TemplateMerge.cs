using Tsuba.Configuration.Objects;

namespace Tsuba.Configuration.Templates;

/// <summary>Lays sets of properties over each other, the strongest first.</summary>
internal sealed class TemplateMerge
{
    private readonly Dictionary<PropertyName, InheritedEntry> _entries = [];

    internal bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds a weaker set: it fills what is still missing, and what only <c>+value</c> has been met for.</summary>
    internal void Add(InheritedSet weaker)
    {
        foreach (var entry in weaker.Entries)
        {
            if (!_entries.TryGetValue(entry.Name, out var stronger))
            {
                _entries.Add(entry.Name, entry);
            }
            else if (stronger.IsOpen)
            {
                _entries[entry.Name] = stronger with { Value = Join(entry.Name, entry.Value, stronger.Value), IsOpen = entry.IsOpen };
            }
        }
    }

    /// <summary>The entries in ordinal order of their names.</summary>
    internal InheritedEntry[] ToEntries()
    {
        var entries = _entries.Values.ToArray();
        Array.Sort(entries, (left, right) => left.Name.CompareTo(right.Name));
        return entries;
    }

    /// <summary>An inherited value with an own one added behind it.</summary>
    internal static string? Join(string? inherited, string? own) =>
        string.IsNullOrEmpty(inherited) ? own : string.IsNullOrEmpty(own) ? inherited : $"{inherited},{own}";

    /// <summary>As <see cref="Join(string, string)"/>; a list holds each entry once.</summary>
    internal static string? Join(PropertyName name, string? inherited, string? own)
    {
        var joined = Join(inherited, own);
        return joined is not null && name.IsList && !string.IsNullOrEmpty(inherited)
            ? string.Join(',', Words.SplitList(joined).Distinct(StringComparer.Ordinal))
            : joined;
    }
}
