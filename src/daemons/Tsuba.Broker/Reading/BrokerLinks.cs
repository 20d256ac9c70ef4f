using System.Collections.Immutable;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Reading;

/// <summary>Whom the broker reads, as the arbiter said last.</summary>
/// <param name="Generation">Generation of the links.</param>
/// <param name="Parts">Address of the owner, and the ownership, by part.</param>
public sealed record BrokerLinks(long Generation, ImmutableSortedDictionary<int, PartOwnership> Parts)
{
    /// <summary>Before the arbiter has spoken.</summary>
    public static BrokerLinks None { get; } = new(0, ImmutableSortedDictionary<int, PartOwnership>.Empty);

    /// <summary>Reads the message of the arbiter; parts whose scheduler it does not name are left out.</summary>
    public static BrokerLinks From(PutLinksRequest request)
    {
        var schedulers = request.Daemons
            .Where(daemon => string.Equals(daemon.Role, "scheduler", StringComparison.Ordinal))
            .ToDictionary(daemon => daemon.Name, StringComparer.Ordinal);
        var parts = ImmutableSortedDictionary.CreateBuilder<int, PartOwnership>();
        foreach (var owner in request.Parts)
        {
            if (schedulers.TryGetValue(owner.Scheduler, out var address))
            {
                parts[owner.Stamp.Part] = new PartOwnership(
                    Epoch.FromPacked(owner.Stamp.Epoch),
                    new PeerAddress(DaemonRole.Scheduler, address.Name, address.Host, address.Port));
            }
        }

        return new BrokerLinks(request.Generation, parts.ToImmutable());
    }
}
