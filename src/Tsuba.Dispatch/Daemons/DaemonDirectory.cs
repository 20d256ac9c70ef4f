using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Dispatch.Realms;
using Tsuba.Dispatch.Relations;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Daemons;

/// <summary>All daemons of a configuration. Those with <c>daemon_enabled 0</c> are left out.</summary>
public sealed class DaemonDirectory
{
    private static readonly (ObjectType Type, DaemonRole Role, int Port)[] Kinds =
    [
        (ObjectType.Synchronizer, DaemonRole.Synchronizer, 7765),
        (ObjectType.Arbiter, DaemonRole.Arbiter, 7770),
        (ObjectType.Scheduler, DaemonRole.Scheduler, 7768),
        (ObjectType.Poller, DaemonRole.Poller, 7771),
        (ObjectType.Reactionner, DaemonRole.Reactionner, 7769),
        (ObjectType.Receiver, DaemonRole.Receiver, 7773),
        (ObjectType.Broker, DaemonRole.Broker, 7772),
    ];

    private readonly FrozenDictionary<DaemonKey, DaemonNode> _byKey;

    private DaemonDirectory(ImmutableArray<DaemonNode> nodes)
    {
        Nodes = nodes;
        _byKey = nodes.ToFrozenDictionary(node => node.Key);
    }

    /// <summary>All daemons, by role and then by name.</summary>
    public ImmutableArray<DaemonNode> Nodes { get; }

    /// <summary>
    /// Adds one daemon on <c>localhost</c>, named <c>ROLE-master</c>, for each of the seven roles that the configuration has none of
    /// (design 3, "Foreign configuration"; the original creates no receiver).
    /// </summary>
    public static ResolvedConfiguration Complete(ResolvedConfiguration configuration)
    {
        var present = configuration.Objects.Select(item => item.Type).ToHashSet();
        var missing = Kinds.Where(kind => !present.Contains(kind.Type)).Select(kind =>
        {
            var role = NameOf(kind.Role);
            ImmutableArray<ResolvedProperty> properties =
            [
                new("address", "localhost", default),
                new($"{role}_name", $"{role}-master", default),
            ];
            return new ResolvedObject(
                kind.Type,
                $"{role}-master",
                properties.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name)),
                [],
                default);
        }).ToList();
        if (missing.Count == 0)
        {
            return configuration;
        }

        // Objects are ordered by type: each new one has its type to itself, so it goes before the first of a higher type.
        var objects = configuration.Objects.ToBuilder();
        foreach (var daemon in missing)
        {
            var index = objects.Count;
            while (index > 0 && objects[index - 1].Type > daemon.Type)
            {
                index--;
            }

            objects.Insert(index, daemon);
        }

        return configuration with { Objects = objects.ToImmutable() };
    }

    /// <summary>Reads the daemons.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="realms">Its realms.</param>
    /// <param name="portOffset">Added to every port.</param>
    public static DaemonDirectory Read(ResolvedConfiguration configuration, RealmTree realms, int portOffset)
    {
        var nodes = new List<DaemonNode>();
        foreach (var item in configuration.Objects)
        {
            var kind = Array.Find(Kinds, candidate => candidate.Type == item.Type);
            var properties = new PropertyReader(item);
            if (kind.Role != DaemonRole.None && properties.Text("daemon_enabled") != "0")
            {
                nodes.Add(Read(item, properties, kind.Role, kind.Port, realms, portOffset));
            }
        }

        nodes.Sort((left, right) => left.Key.CompareTo(right.Key));
        return new DaemonDirectory([.. nodes]);
    }

    /// <summary>The daemons of a role, by name.</summary>
    public IEnumerable<DaemonNode> OfRole(DaemonRole role) => Nodes.Where(node => node.Role == role);

    /// <summary>The daemon, or null.</summary>
    public DaemonNode? Find(DaemonKey key) => _byKey.GetValueOrDefault(key);

    private static string NameOf(DaemonRole role) => role.ToString().ToLowerInvariant();

    private static DaemonNode Read(ResolvedObject item, PropertyReader properties, DaemonRole role, int defaultPort, RealmTree realms, int portOffset)
    {
        var tags = role switch
        {
            DaemonRole.Poller => properties.Text("poller_tags"),
            DaemonRole.Reactionner => properties.Text("reactionner_tags"),
            _ => null,
        };
        return new DaemonNode(
            new DaemonKey(role, item.Key),
            properties.Text("address") ?? "localhost",
            properties.Integer("port", defaultPort) + portOffset,
            properties.Text("realm") ?? realms.DefaultRealm ?? "",
            Math.Max(1, properties.Integer("weight", 1)),
            properties.Flag("spare"),
            properties.Flag("manage_sub_realms"),
            properties.Flag("direct_routing"),
            [.. NameList.Split(tags)],
            LivenessTimers.Read(item),
            TimeSpan.FromSeconds(Math.Max(1, properties.Integer("data_timeout", 120))),
            item)
        {
            IsPassive = role is DaemonRole.Poller or DaemonRole.Reactionner && properties.Flag("passive"),
            Satellites = SatelliteMap.Parse(properties.Text("satellitemap"), []),
        };
    }
}
