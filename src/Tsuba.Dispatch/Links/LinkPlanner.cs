using System.Collections.Immutable;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Links;

/// <summary>
/// Works out what each poller, reactionner, receiver and broker gets, and which passive workers each scheduler calls. A satellite serves the parts of its realm, and of the realms
/// below with <c>manage_sub_realms</c>. A spare gets work only while as many active ones of its kind are dead. A part goes to one
/// broker of a classic realm and to all of a realm with <c>broker_complete_links</c>. Source: reference/shinken.md 2.3, 2.5 item 4.
/// </summary>
public static class LinkPlanner
{
    private static readonly ImmutableArray<DaemonRole> Satellites =
        [DaemonRole.Poller, DaemonRole.Reactionner, DaemonRole.Receiver, DaemonRole.Broker];

    /// <summary>Plans the links of all satellites, dead ones too: they get them when they come back.</summary>
    /// <param name="cut">The running configuration.</param>
    /// <param name="ownerships">Who owns which part.</param>
    /// <param name="lifeOf">What is known of a daemon.</param>
    /// <param name="wasTold">Whether a scheduler was told of passive workers before: then it must hear that there are none any more.</param>
    public static ImmutableArray<SatelliteLinks> Plan(
        ConfigurationCut cut,
        ImmutableArray<PartOwnership> ownerships,
        Func<DaemonKey, LifeSign> lifeOf,
        Func<DaemonKey, bool> wasTold)
    {
        var served = new Dictionary<DaemonKey, List<PartOwnership>>();
        foreach (var ownership in ownerships)
        {
            if (ownership.Owner is null || cut.Placement.Find(ownership.Part) is not { } part)
            {
                continue;
            }

            foreach (var role in Satellites)
            {
                foreach (var satellite in Serving(cut, role, part.Realm, ownership.Part, lifeOf))
                {
                    if (!served.TryGetValue(satellite, out var parts))
                    {
                        served.Add(satellite, parts = []);
                    }

                    parts.Add(ownership);
                }
            }
        }

        return
        [
            .. cut.Daemons.Nodes
                .Where(node => Satellites.Contains(node.Role))
                .Select(node => Describe(cut, node, served.GetValueOrDefault(node.Key) ?? [])),
            .. cut.Daemons.OfRole(DaemonRole.Scheduler)
                .Select(node => new SatelliteLinks(node.Key, PassiveWorkersOf(cut, node, served), [], WantsHosts: false))
                .Where(links => links.Daemons.Length > 0 || wasTold(links.Satellite)),
        ];
    }

    private static ImmutableArray<DaemonNode> PassiveWorkersOf(ConfigurationCut cut, DaemonNode scheduler, Dictionary<DaemonKey, List<PartOwnership>> served) =>
    [
        .. cut.Daemons.Nodes.Where(node => node.IsPassive
            && served.TryGetValue(node.Key, out var parts)
            && parts.Exists(part => part.Owner == scheduler.Name)),
    ];

    private static List<DaemonKey> Serving(ConfigurationCut cut, DaemonRole role, string realm, PartId part, Func<DaemonKey, LifeSign> lifeOf)
    {
        var all = cut.Daemons.OfRole(role)
            .Where(node => node.Realm == realm || (node.ManagesSubRealms && cut.Realms.IsWithin(realm, node.Realm)))
            .ToList();
        var active = all.Where(node => !node.IsSpare).Select(node => node.Key).ToList();
        var missing = active.Count(key => lifeOf(key) == LifeSign.Dead);

        // A site of spares only works with the first of them.
        var spares = all.Where(node => node.IsSpare && lifeOf(node.Key) is LifeSign.Alive or LifeSign.Suspect)
            .Select(node => node.Key)
            .Take(active.Count == 0 ? 1 : missing);
        List<DaemonKey> serving = [.. active, .. spares];
        if (role != DaemonRole.Broker || cut.Realms.Find(realm) is { BrokerCompleteLinks: true } || serving.Count < 2)
        {
            return serving;
        }

        // The next living one in the ring: the death of a broker moves no part of the others.
        var first = part.Value % serving.Count;
        var ring = serving.Skip(first).Concat(serving.Take(first)).ToList();
        return [ring.Find(key => lifeOf(key) != LifeSign.Dead) is { Name: not null } living ? living : ring[0]];
    }

    private static SatelliteLinks Describe(ConfigurationCut cut, DaemonNode node, List<PartOwnership> parts)
    {
        var owners = parts.Select(part => part.Owner).ToHashSet(StringComparer.Ordinal);
        var daemons = cut.Daemons.OfRole(DaemonRole.Scheduler).Where(scheduler => owners.Contains(scheduler.Name));
        if (node.Role == DaemonRole.Broker)
        {
            var realms = parts.Select(part => cut.Placement.Find(part.Part)!.Realm).ToHashSet(StringComparer.Ordinal);
            daemons = daemons.Concat(cut.Daemons.Nodes.Where(other =>
                other.Role is DaemonRole.Poller or DaemonRole.Reactionner or DaemonRole.Receiver
                && (realms.Contains(other.Realm) || (other.ManagesSubRealms && realms.Any(realm => cut.Realms.IsWithin(realm, other.Realm))))));
        }

        return new SatelliteLinks(node.Key, [.. daemons], [.. parts.OrderBy(part => part.Part)], node.Role == DaemonRole.Receiver);
    }
}
