using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// An object with its templates applied and nothing expanded yet: its own entries over what its <c>use</c> gives. Loading another
/// definition reuses the buffers.
/// </summary>
internal sealed class ObjectDraft(OwnProperties buffer, TemplateResolver templates)
{
    private InheritedEntry[] _entries = [];
    private int _count;

    /// <summary>The definition.</summary>
    internal Definition Definition { get; private set; } = null!;

    /// <summary>What its templates give.</summary>
    internal InheritedSet Inherited { get; private set; } = null!;

    /// <summary>Its own entries, in ordinal order of their names; <c>+</c> has been joined with what is inherited.</summary>
    internal ReadOnlySpan<InheritedEntry> Own => _entries.AsSpan(0, _count);

    /// <summary>Takes a definition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ObjectDraft Load(Definition definition)
    {
        Definition = definition;
        Inherited = templates.For(definition);
        buffer.Load(definition);
        _count = buffer.Count;
        if (_entries.Length < _count)
        {
            _entries = new InheritedEntry[_count];
        }

        for (var index = 0; index < _count; index++)
        {
            var entry = buffer.ToEntry(index);
            if (entry.IsOpen && Inherited.IndexOf(entry.Name) is >= 0 and var inherited)
            {
                entry = entry with { Value = TemplateMerge.Join(entry.Name, Inherited.Entries[inherited].Value, entry.Value), IsOpen = false };
            }

            _entries[index] = entry;
        }

        return this;
    }

    /// <summary>The entry of a property, own before inherited; false if nobody sets it. A cancelled one is found with a null value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryGet(PropertyName name, out InheritedEntry entry)
    {
        var own = IndexOf(name);
        if (own >= 0)
        {
            entry = _entries[own];
            return true;
        }

        var inherited = Inherited.IndexOf(name);
        entry = inherited >= 0 ? Inherited.Entries[inherited] : default;
        return inherited >= 0;
    }

    /// <summary>Index among the own entries, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int IndexOf(PropertyName name)
    {
        for (var index = 0; index < _count; index++)
        {
            if (ReferenceEquals(_entries[index].Name, name))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The value of a property; null where nobody sets it, or it is cancelled or empty.</summary>
    internal string? Value(PropertyName name) => TryGet(name, out var entry) && entry.Value is { Length: > 0 } value ? value : null;

    /// <summary>Where a property was written; the object itself if it was not.</summary>
    internal SourceLocation Locate(PropertyName name) => TryGet(name, out var entry) ? entry.Origin : Definition.Location;

    /// <summary>Sets a property as if the object itself had set it.</summary>
    internal void Set(PropertyName name, string? value, SourceLocation origin)
    {
        var entry = new InheritedEntry(name, value, false, origin);
        var place = IndexOf(name);
        if (place >= 0)
        {
            _entries[place] = entry;
            return;
        }

        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, (_count * 2) + 2);
        }

        place = _count++;
        for (; place > 0 && name.CompareTo(_entries[place - 1].Name) < 0; place--)
        {
            _entries[place] = _entries[place - 1];
        }

        _entries[place] = entry;
    }

    /// <summary>The properties as they are resolved: what this object adds, and what it shares with its siblings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal (ImmutableArray<ResolvedProperty> Own, ImmutableArray<ResolvedProperty> Shared) Publish()
    {
        var kept = 0;
        for (var index = 0; index < _count; index++)
        {
            ref readonly var entry = ref _entries[index];
            if (entry.Value is null && Inherited.IndexOf(entry.Name) is >= 0 and var inherited && Inherited.Entries[inherited].Value is not null)
            {
                return (PublishApart(), []);
            }

            kept += IsKept(in entry) ? 1 : 0;
        }

        if (kept == 0)
        {
            return ([], Inherited.Published());
        }

        var own = new ResolvedProperty[kept];
        kept = 0;
        for (var index = 0; index < _count; index++)
        {
            ref readonly var entry = ref _entries[index];
            if (IsKept(in entry))
            {
                own[kept++] = new ResolvedProperty(entry.Name.Text, entry.Value!, entry.Origin);
            }
        }

        return (ImmutableCollectionsMarshal.AsImmutableArray(own), Inherited.Published());
    }

    private static bool IsKept(in InheritedEntry entry) => entry.Value is not null && !entry.Name.IsConsumed;

    // A cancelled property cannot be taken out of what the siblings share, so this object shares nothing.
    private ImmutableArray<ResolvedProperty> PublishApart()
    {
        var merged = new SortedDictionary<string, ResolvedProperty>(StringComparer.Ordinal);
        foreach (var property in Inherited.Published())
        {
            merged[property.Name] = property;
        }

        for (var index = 0; index < _count; index++)
        {
            ref readonly var entry = ref _entries[index];
            merged.Remove(entry.Name.Text);
            if (IsKept(in entry))
            {
                merged[entry.Name.Text] = new ResolvedProperty(entry.Name.Text, entry.Value!, entry.Origin);
            }
        }

        return [.. merged.Values];
    }
}
