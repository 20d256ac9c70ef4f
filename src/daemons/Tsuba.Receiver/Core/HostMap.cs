using System.Collections.Frozen;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Receiver.Core;

/// <summary>Which host is in which part, and who owns the parts, as the arbiter said last. Immutable: replaced as a whole.</summary>
internal sealed class HostMap
{
    private readonly FrozenDictionary<string, int> _parts;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    private HostMap(PutLinksRequest links)
    {
        Generation = links.Generation;
        _parts = links.Hosts.DistinctBy(host => host.Host, StringComparer.Ordinal).ToFrozenDictionary(host => host.Host, host => host.Part, StringComparer.Ordinal);
        _bySpan = _parts.GetAlternateLookup<ReadOnlySpan<char>>();
        Owners = links.Parts.Where(part => part.Stamp is not null && part.Scheduler.Length > 0)
            .DistinctBy(part => part.Stamp.Part)
            .ToFrozenDictionary(part => part.Stamp.Part, part => new PartOwnership(part.Stamp.Epoch, part.Scheduler));
        Parts = _parts.Values.Where(part => part != 0).Concat(Owners.Keys).ToFrozenSet();
    }

    /// <summary>Generation of the links.</summary>
    public long Generation { get; }

    /// <summary>Owners by part, of those that this receiver may give commands to.</summary>
    public FrozenDictionary<int, PartOwnership> Owners { get; }

    /// <summary>All parts, also those whose owner this receiver does not know yet.</summary>
    public FrozenSet<int> Parts { get; }

    /// <summary>Reads the message of the arbiter.</summary>
    public static HostMap From(PutLinksRequest links) => new(links);

    /// <summary>Whether the site has a host.</summary>
    public bool Has(string hostName) => _parts.ContainsKey(hostName);

    /// <summary>Whether every host is in the same part as there.</summary>
    public bool HasSameHosts(HostMap other) =>
        _parts.Count == other._parts.Count && _parts.All(entry => other._parts.TryGetValue(entry.Key, out var part) && part == entry.Value);

    /// <summary>The part of a host; none while it is on its way to another one.</summary>
    public bool TryFind(ReadOnlySpan<char> hostName, out int part) => _bySpan.TryGetValue(hostName, out part) && part != 0;
}
