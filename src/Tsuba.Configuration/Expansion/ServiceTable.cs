using System.Runtime.CompilerServices;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Expansion;

/// <summary>All registered services. Once closed, a service is known by its index: by host, then by description.</summary>
internal sealed class ServiceTable(Resolution resolution, HostTable hosts)
{
    private ServiceEntry[] _entries = new ServiceEntry[Math.Max(1024, resolution.Store.Of(ObjectType.Service).Count)];
    private int[] _starts = [];

    /// <summary>The groups that services name themselves.</summary>
    internal List<PendingLink> Groups { get; } = [];

    /// <summary>The services that services depend on by their own word.</summary>
    internal List<PendingLink> Dependencies { get; } = [];

    /// <summary>Number of services.</summary>
    internal int Count { get; private set; }

    /// <summary>One service.</summary>
    internal ref readonly ServiceEntry this[int index] => ref _entries[index];

    /// <summary>Adds a service; false once there are too many.</summary>
    internal bool Add(in ServiceEntry entry)
    {
        if (Count >= Resolution.MostObjects)
        {
            return false;
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        _entries[Count++] = entry;
        return true;
    }

    /// <summary>Sorts the services and decides between those of one name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Close()
    {
        var sorted = SortByHost();
        var kept = new List<int>(Count);
        _starts = new int[hosts.Names.Length + 1];
        var index = 0;
        for (var host = 0; host < hosts.Names.Length; host++)
        {
            _starts[host] = kept.Count;
            while (index < sorted.Length && _entries[sorted[index]].Host == host)
            {
                var current = sorted[index++];
                if (kept.Count > _starts[host] && string.Equals(_entries[kept[^1]].Description, _entries[current].Description, StringComparison.Ordinal))
                {
                    kept[^1] = Choose(kept[^1], current);
                }
                else
                {
                    kept.Add(current);
                }
            }
        }

        _starts[^1] = kept.Count;
        var entries = new ServiceEntry[kept.Count];
        for (var place = 0; place < entries.Length; place++)
        {
            entries[place] = _entries[kept[place]];
        }

        _entries = entries;
        Count = entries.Length;
    }

    /// <summary>The index of a service, or -1.</summary>
    internal int Find(int host, string description)
    {
        int low = _starts[host], high = _starts[host + 1] - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_entries[middle].Description, description);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    /// <summary>The indices of the services of a host.</summary>
    internal (int Start, int End) OfHost(int host) => (_starts[host], _starts[host + 1]);

    /// <summary>The descriptions of the services of a host, for suggestions.</summary>
    internal IEnumerable<string> DescriptionsOf(int host)
    {
        for (var index = _starts[host]; index < _starts[host + 1]; index++)
        {
            yield return _entries[index].Description;
        }
    }

    /// <summary>Sets a property of one service, over whatever it had.</summary>
    internal void Set(int index, ResolvedProperty property)
    {
        var resolved = _entries[index].Resolved;
        var place = 0;
        while (place < resolved.Own.Length && string.CompareOrdinal(resolved.Own[place].Name, property.Name) < 0)
        {
            place++;
        }

        var own = place < resolved.Own.Length && resolved.Own[place].Name == property.Name
            ? resolved.Own.SetItem(place, property)
            : resolved.Own.Insert(place, property);
        _entries[index] = _entries[index] with { Resolved = resolved with { Own = own } };
    }

    /// <summary>Adds an entry to a list property of one service.</summary>
    internal void Append(int index, ResolvedProperty property)
    {
        var before = _entries[index].Resolved.Find(property.Name);
        Set(index, property with { Value = Templates.TemplateMerge.Join(before, property.Value)! });
    }

    /// <summary>Publishes the services in ordinal order of their keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Publish()
    {
        // "h1;s" sorts behind "h10;s": the order of keys is not the order of names.
        var order = hosts.All.ToArray();
        var prefixes = Array.ConvertAll(hosts.Names, name => name + ";");
        Array.Sort(prefixes, order, StringComparer.Ordinal);
        var results = resolution.Results[(int)ObjectType.Service];
        results.EnsureCapacity(Count);
        foreach (var host in order)
        {
            for (var index = _starts[host]; index < _starts[host + 1]; index++)
            {
                results.Add(_entries[index].Resolved);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] SortByHost()
    {
        var next = new int[hosts.Names.Length + 1];
        for (var index = 0; index < Count; index++)
        {
            next[_entries[index].Host + 1]++;
        }

        for (var host = 1; host < next.Length; host++)
        {
            next[host] += next[host - 1];
        }

        var starts = next.ToArray();
        var sorted = new int[Count];
        for (var index = 0; index < Count; index++)
        {
            sorted[next[_entries[index].Host]++] = index;
        }

        var entries = _entries;
        for (var host = 0; host < hosts.Names.Length; host++)
        {
            var slice = sorted.AsSpan(starts[host]..starts[host + 1]);
            if (!IsSorted(slice))
            {
                slice.Sort((left, right) =>
                {
                    var order = string.CompareOrdinal(entries[left].Description, entries[right].Description);
                    return order != 0 ? order : left.CompareTo(right);
                });
            }
        }

        return sorted;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsSorted(ReadOnlySpan<int> slice)
    {
        for (var index = 1; index < slice.Length; index++)
        {
            if (string.CompareOrdinal(_entries[slice[index - 1]].Description, _entries[slice[index]].Description) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private int Choose(int earlier, int later)
    {
        resolution.HasReplaced = true;
        ref readonly var first = ref _entries[earlier];
        ref readonly var second = ref _entries[later];
        if (first.Definition.Order == second.Definition.Order && first.Way != second.Way)
        {
            return first.Way > second.Way ? earlier : later;
        }

        return resolution.IsReplaced(first.Definition, second.Definition, $"service \"{Excerpt.Of(second.Resolved.Key)}\"") ? later : earlier;
    }
}
