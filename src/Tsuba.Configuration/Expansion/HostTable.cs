using Tsuba.Configuration.Checks;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Expansion;

/// <summary>All registered hosts. A host is known by its index in ordinal order of the names.</summary>
internal sealed class HostTable
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _byTemplate;
    private readonly int[]?[] _single;

    internal HostTable(NamedObjects hosts)
    {
        var sorted = hosts.Sorted.ToArray();
        Names = [.. sorted.Select(pair => pair.Key)];
        Drafts = [.. sorted.Select(pair => pair.Value)];
        _single = new int[sorted.Length][];
        All = [.. Enumerable.Range(0, sorted.Length)];
        var byTemplate = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var index = 0; index < Names.Length; index++)
        {
            _byName.Add(Names[index], index);
            foreach (var tag in Drafts[index].Inherited.Tags)
            {
                if (!byTemplate.TryGetValue(tag, out var members))
                {
                    byTemplate.Add(tag, members = []);
                }

                members.Add(index);
            }
        }

        _byTemplate = byTemplate.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The names.</summary>
    internal string[] Names { get; }

    /// <summary>The hosts with templates applied.</summary>
    internal ObjectDraft[] Drafts { get; }

    /// <summary>The indices of all hosts.</summary>
    internal int[] All { get; }

    /// <summary>The set of one host.</summary>
    internal int[] Only(int host) => _single[host] ??= [host];

    /// <summary>The index of a host, or -1.</summary>
    internal int Find(string name) => _byName.TryGetValue(name, out var index) ? index : -1;

    /// <summary>The hosts that use a template, directly or through others.</summary>
    internal int[] Using(string template) => _byTemplate.GetValueOrDefault(template) ?? HostSet.Empty;

    /// <summary>Publishes the hosts.</summary>
    internal void Publish(Resolution resolution)
    {
        var contacts = new ContactChecks(resolution, ObjectType.Host);
        for (var index = 0; index < Names.Length; index++)
        {
            contacts.Check(Drafts[index]);
            resolution.Add(ObjectType.Host, Names[index], Drafts[index]);
        }
    }
}
