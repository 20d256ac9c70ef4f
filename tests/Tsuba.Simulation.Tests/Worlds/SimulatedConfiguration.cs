using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Model.Definitions;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// A site of 1 or 2 arbiters, 3 schedulers of which 1 is a spare, 3 pollers, 2 reactionners, 2 receivers and 1 or 2 brokers, on three machines,
/// or without that spare and a poller on two, over 4 trees of hosts: 6 hosts, 11 services of which one is a business rule, 2 contacts. In revisions after the first, one host of a tree belongs to
/// another tree, and a service is new; in the last one everything is checked by another command.
/// </summary>
internal sealed class SimulatedConfiguration
{
    /// <summary>Hosts that commands and passive results are about.</summary>
    public const int Trees = 4;

    /// <summary>How many revisions there are; the first has number 0.</summary>
    public const int Revisions = 3;

    /// <summary>The host that is below <c>h2</c> in the first revision, and below <c>h1</c> in others.</summary>
    public const string Mover = "c2";

    private readonly ConcurrentDictionary<ConfigurationManifest, ConfigurationSnapshot> _snapshots = new();
    private readonly ConcurrentDictionary<ByteString, ByteString> _chunks = new();
    private readonly ImmutableArray<ResolvedConfiguration> _revisions;

    private static readonly ConcurrentDictionary<SiteShape, Lazy<SimulatedConfiguration>> Sites = new();

    private SimulatedConfiguration(SiteShape shape)
    {
        _revisions = [.. Enumerable.Range(0, Revisions).Select(revision => Builder(shape, revision).Build())];
        Running = Compile(revision: 0, ArbiterState.Empty);
    }

    /// <summary>The first revision, as an arbiter without state runs it. Which hosts commands are about, and in which parts those are, never changes.</summary>
    public RunningConfiguration Running { get; }

    /// <summary>The site of a shape.</summary>
    public static SimulatedConfiguration Of(SiteShape shape) => Sites.GetOrAdd(shape, static key => new(() => new SimulatedConfiguration(key))).Value;

    /// <summary>Whether a revision has errors: no arbiter runs it.</summary>
    public bool IsBroken(int revision) => revision >= Revisions;

    /// <summary>A revision as an arbiter with this state runs it: hosts stay where they are placed, and its generation is the next.</summary>
    public RunningConfiguration Compile(int revision, ArbiterState state)
    {
        var difference = ConfigurationCompiler.Compare(_revisions[revision], before: null);
        var compiled = ConfigurationCompiler.Compile(difference, running: null, state, portOffset: 0, new ChunkCache(), _ => { });
        var running = compiled.Running ?? throw new InvalidOperationException(string.Join("; ", compiled.Diagnostics));
        foreach (var (hash, content) in running.Parts.Values.SelectMany(part => part.Chunks))
        {
            _chunks.TryAdd(hash, content);
        }

        return running;
    }

    /// <summary>The compiled form of a part, for the oracle.</summary>
    public ConfigurationSnapshot SnapshotOf(ConfigurationManifest manifest) => _snapshots.GetOrAdd(manifest, key =>
        SnapshotBuilder.Build(ConfigurationChunks.Decode(key, hash => _chunks.GetValueOrDefault(hash)).Configuration!).Snapshot!);

    private static ResolvedConfigurationBuilder Builder(SiteShape shape, int revision)
    {
        var builder = Daemons(shape, People(new ResolvedConfigurationBuilder()
            .Main("host_check_timeout", "5")
            .Main("service_check_timeout", "5")
            .Main("notification_timeout", "5")
            .Main("max_host_check_spread", "1")
            .Main("max_service_check_spread", "1")
            .Command("check", revision == 2 ? "/bin/check --longer $HOSTNAME$" : "/bin/check $HOSTNAME$")
            .Command("tell", "/bin/tell $CONTACTNAME$")));
        (string, string)[] common =
        [
            ("check_interval", "1"), ("retry_interval", "1"), ("max_check_attempts", "2"), ("check_period", "24x7"), ("notification_period", "24x7"),
            ("notification_interval", "2"), ("contacts", "amy,bob"),
        ];
        for (var tree = 0; tree < Trees; tree++)
        {
            var host = string.Create(CultureInfo.InvariantCulture, $"h{tree}");
            Host(builder, host, common);
            Service(builder, host, "s0", common);
            Service(builder, host, "passive", [.. common, ("active_checks_enabled", "0"), ("passive_checks_enabled", "1")]);
            if (tree % 2 == 0)
            {
                var child = string.Create(CultureInfo.InvariantCulture, $"c{tree}");
                Host(builder, child, [.. common, ("parents", child == Mover && revision > 0 && shape.HasMoves ? "h1" : host)]);
                Service(builder, child, "s0", common);
            }
        }

        if (revision > 0)
        {
            Service(builder, "h3", "new", common);
        }

        return builder.Service("h0", "rule", [("check_command", "bp_rule!h0,s0 & c0,s0"), ("notification_options", "w,u,c,r,f,s"), .. common]);
    }

    private static void Host(ResolvedConfigurationBuilder builder, string name, (string, string)[] properties) =>
        builder.Host(name, [("check_command", "check"), ("notification_options", "d,u,r,f,s"), .. properties]);

    private static void Service(ResolvedConfigurationBuilder builder, string host, string name, (string, string)[] properties) =>
        builder.Service(host, name, [("check_command", "check"), ("notification_options", "w,u,c,r,f,s"), .. properties]);

    private static ResolvedConfigurationBuilder People(ResolvedConfigurationBuilder builder)
    {
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        builder.TimePeriod("24x7", [.. days.Select(day => (day, "00:00-24:00"))]);
        foreach (var name in new[] { "amy", "bob" })
        {
            builder.Contact(
                name,
                ("host_notifications_enabled", "1"),
                ("service_notifications_enabled", "1"),
                ("host_notification_period", "24x7"),
                ("service_notification_period", "24x7"),
                ("host_notification_options", "d,u,r,f,s"),
                ("service_notification_options", "w,u,c,r,f,s"),
                ("host_notification_commands", "tell"),
                ("service_notification_commands", "tell"));
        }

        return builder;
    }

    private static ResolvedConfigurationBuilder Daemons(SiteShape shape, ResolvedConfigurationBuilder builder)
    {
        Add(builder, ObjectType.Arbiter, "arbiter", 1);
        if (shape.Arbiters == 2)
        {
            builder.Add(ObjectType.Arbiter, "arbiter-2", ("arbiter_name", "arbiter-2"), ("address", "machine-2"), ("spare", "1"));
        }

        Add(builder, ObjectType.Scheduler, "scheduler", 2);
        if (shape.Machines > 2)
        {
            builder.Add(ObjectType.Scheduler, "scheduler-3", ("scheduler_name", "scheduler-3"), ("address", "machine-3"), ("spare", "1"));
        }

        Add(builder, ObjectType.Poller, "poller", shape.Machines);
        Add(builder, ObjectType.Reactionner, "reactionner", 2);
        Add(builder, ObjectType.Receiver, "receiver", 2, shape.IsDirect ? [("direct_routing", "1")] : []);
        Add(builder, ObjectType.Broker, "broker", 1);
        if (shape.Brokers == 2)
        {
            builder.Add(ObjectType.Broker, "broker-2", ("broker_name", "broker-2"), ("address", "machine-2"), ("spare", "1"));
        }

        return builder;
    }

    private static void Add(ResolvedConfigurationBuilder builder, ObjectType type, string role, int count, params ReadOnlySpan<(string, string)> properties)
    {
        for (var number = 1; number <= count; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{number}");
            builder.Add(type, name, [($"{role}_name", name), ("address", string.Create(CultureInfo.InvariantCulture, $"machine-{number}")), .. properties]);
        }
    }
}
