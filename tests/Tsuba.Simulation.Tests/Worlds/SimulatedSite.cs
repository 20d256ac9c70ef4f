using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Execution.Work;
using Tsuba.Poller.Core;
using Tsuba.Reactionner.Core;
using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>One run: minutes of faults, then minutes in which everything heals and drains, then the verdict.</summary>
internal class SimulatedSite
{
    /// <summary>When faults end.</summary>
    public const long Faults = 4 * 60_000;

    /// <summary>What is due after this need not be finished at the end.</summary>
    public const long Settled = End - 60_000;

    /// <summary>When the verdict is given.</summary>
    public const long End = 390_000;

    /// <summary>What was asked for: whether the configuration changes; null: the seed says it.</summary>
    public static readonly bool? Reloads = Environment.GetEnvironmentVariable("TSUBA_SIM_RELOADS") switch
    {
        "1" => true,
        "0" => false,
        _ => null,
    };

    /// <summary>What was asked for: over how many machines the site is spread.</summary>
    public static readonly int Machines = Environment.GetEnvironmentVariable("TSUBA_SIM_MACHINES") == "2" ? 2 : 3;

    private int _number;

    /// <summary>A site whose configuration does not change, unless that was asked for.</summary>
    public SimulatedSite(int seed)
        : this(seed, Reloads ?? false)
    {
    }

    /// <param name="seed">What decides everything.</param>
    /// <param name="hasReloads">Whether the configuration changes; null: the seed says it.</param>
    /// <param name="machines">Over how many machines it is spread, 2 or 3.</param>
    public SimulatedSite(int seed, bool? hasReloads, int machines = 3)
    {
        World = new SimulatedWorld(seed);
        Network = new SimulatedNetwork(World);
        Record = new SiteRecord(World);
        Traits = new SeedTraits(seed, hasReloads, machines);
        Configuration = SimulatedConfiguration.Of(Traits.Shape);
        Clocks = [.. Enumerable.Range(1, machines).Select(machine => new SimulatedClock(World, machine * 1_000_000L))];
    }

    public SimulatedWorld World { get; }

    public SimulatedNetwork Network { get; }

    public SeedTraits Traits { get; }

    /// <summary>Those of the machines, in order.</summary>
    public ImmutableArray<SimulatedClock> Clocks { get; }

    public SiteRecord Record { get; }

    public ImmutableArray<SimulatedScheduler> Schedulers { get; private set; } = [];

    public ImmutableArray<SimulatedReceiver> Receivers { get; private set; } = [];

    public ImmutableArray<SimulatedNode> Nodes { get; private set; } = [];

    public ImmutableArray<SimulatedArbiter> Arbiters { get; private set; } = [];

    /// <summary>The one that leads; where none or several do, the first.</summary>
    public SimulatedArbiter Arbiter => Arbiters.FirstOrDefault(arbiter => arbiter.IsLeading) ?? Arbiters[0];

    /// <summary>What the site is: one in five has one arbiter.</summary>
    public SimulatedConfiguration Configuration { get; }

    public ImmutableArray<SimulatedBroker> Brokers { get; private set; } = [];

    /// <summary>Where the configuration is edited; null: the arbiter is told to read files.</summary>
    public SimulatedSynchronizer? Synchronizer { get; private set; }

    /// <summary>Runs; returns what went wrong.</summary>
    public IReadOnlyList<string> Run()
    {
        Build();
        try
        {
            foreach (var node in Nodes)
            {
                node.Start();
            }

            new Trouble(this).Begin();
            Submit();
            World.RunUntil(End);
            new Verdict(this).Judge();
        }
        catch (Exception exception)
        {
            // A core that throws is a finding like any other: the seed that shows it must be named.
            Record.Violate($"at {World.Now} ms: {exception}");
        }
        finally
        {
            foreach (var scheduler in Schedulers)
            {
                scheduler.Dispose();
            }
        }

        return Record.Violations;
    }

    /// <summary>The clocks of a node: its machine has the number that its name ends with.</summary>
    public SimulatedClock ClockOf(string node) => Clocks[node[^1] - '1'];

    /// <summary>The node of a name; null: a daemon that the site does not have.</summary>
    public SimulatedNode? Find(string name) => Nodes.FirstOrDefault(node => node.Name == name);

    /// <summary>The message for a failed run.</summary>
    public string Describe() =>
        $"""
        seed {World.Seed}: {string.Join("; ", Record.Violations.Take(5))}
        again: TSUBA_SIM_SEED={World.Seed} ./dev test Simulation
        {World.History}
        """;

    protected virtual SimulatedScheduler CreateScheduler(string name) => new(this, name);

    protected virtual SimulatedReceiver CreateReceiver(string name) => new(this, name);

    protected virtual SimulatedBroker CreateBroker(string name) => new(this, name);

    protected virtual SimulatedSynchronizer CreateSynchronizer(string name) => new(this, name);

    protected virtual SimulatedArbiter CreateArbiter(string name) => new(this, name);

    protected virtual SimulatedWorker CreatePoller(string name) => new(this, name, runsActions: false, (epochs, _) =>
        new WorkCore(PollerCore.Options((ulong)World.Seed) with { Epochs = epochs }));

    protected virtual SimulatedWorker CreateReactionner(string name) => new(this, name, runsActions: true, (epochs, recorded) =>
        new WorkCore(ReactionnerCore.Options((ulong)World.Seed) with { Epochs = epochs, Recorded = recorded }));

    private void Build()
    {
        Schedulers = Create(Traits.Machines, "scheduler", CreateScheduler);
        Receivers = Create(2, "receiver", CreateReceiver);
        Arbiters = Create(Traits.Arbiters, "arbiter", CreateArbiter);
        Brokers = Create(Traits.Brokers, "broker", CreateBroker);
        Nodes = [.. Schedulers, .. Receivers, .. Create(Traits.Machines, "poller", CreatePoller), .. Create(2, "reactionner", CreateReactionner), .. Brokers, .. Arbiters];
        if (Traits.HasSynchronizer)
        {
            Synchronizer = CreateSynchronizer("synchronizer-1");
            Nodes = Nodes.Add(Synchronizer);
        }
    }

    private static ImmutableArray<T> Create<T>(int count, string role, Func<string, T> create) =>
        [.. Enumerable.Range(1, count).Select(number => create(string.Create(CultureInfo.InvariantCulture, $"{role}-{number}")))];

    private void Submit() => World.After(World.Random.Next(100, 700), () =>
    {
        if (World.Now < Settled)
        {
            Receivers[World.Random.Next(Receivers.Length)].Submit(++_number);
            Submit();
        }
    });
}
