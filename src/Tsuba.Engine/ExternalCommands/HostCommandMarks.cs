namespace Tsuba.Engine.ExternalCommands;

/// <summary>
/// The highest number that each source gave of commands about each host, so that a command sent twice has one effect. They are kept by host, and not for the whole part, since they
/// go with the host to another part: commands of other hosts, which took other ways meanwhile, say nothing about its own. Keeps the <see cref="Limit"/> sources of a
/// host that were heard last. Source: design 2.6, decision 0100.
/// </summary>
internal sealed class HostCommandMarks
{
    /// <summary>Most sources that are remembered of a host.</summary>
    public const int Limit = 64;

    // Of each host the one heard longest ago first.
    private readonly Dictionary<string, List<(string Source, ulong Number)>> _byHost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Source, ulong Number)>>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public HostCommandMarks()
    {
        _bySpan = _byHost.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Number of hosts that commands came for.</summary>
    public int Count => _byHost.Count;

    /// <summary>Hosts with their marks, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, List<(string Source, ulong Number)>>> ByHost => _byHost.OrderBy(host => host.Key, StringComparer.Ordinal);

    /// <summary>Counts what came under names with an ending under the names without it, too.</summary>
    public void Join(string ending)
    {
        foreach (var (host, marks) in _byHost)
        {
            foreach (var (source, number) in marks.Where(mark => mark.Source.EndsWith(ending, StringComparison.Ordinal)).ToList())
            {
                IsNew(host, source[..^ending.Length], number);
            }
        }
    }

    /// <summary>Takes a number in; false if it or a higher one of the source was seen before for the host. Number 0 is always new.</summary>
    public bool IsNew(ReadOnlySpan<char> host, string source, ulong number)
    {
        if (number == 0)
        {
            return true;
        }

        if (!_bySpan.TryGetValue(host, out var marks))
        {
            _byHost.Add(host.ToString(), marks = []);
        }

        var index = marks.Count - 1;
        while (index >= 0 && marks[index].Source != source)
        {
            index--;
        }

        var before = index < 0 ? 0 : marks[index].Number;
        if (index == marks.Count - 1 && index >= 0)
        {
            marks[index] = (marks[index].Source, Math.Max(before, number));
            return number > before;
        }

        if (index >= 0)
        {
            marks.RemoveAt(index);
        }
        else if (marks.Count == Limit)
        {
            marks.RemoveAt(0);
        }

        marks.Add((source, Math.Max(before, number)));
        return number > before;
    }

    /// <summary>Marks of a host, the one heard longest ago first.</summary>
    public IReadOnlyList<(string Source, ulong Number)> Of(string host) => _byHost.GetValueOrDefault(host) ?? [];

    /// <summary>Forgets hosts that are gone.</summary>
    public void Keep(Predicate<string> isThere)
    {
        foreach (var gone in _byHost.Keys.Where(host => !isThere(host)).ToList())
        {
            _byHost.Remove(gone);
        }
    }
}
