using System.Globalization;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Failover;

/// <summary>
/// One run with two schedulers and an arbiter: seven minutes of faults, three in which everything heals. A scheduler dies only while the
/// other one could go on alone: losing both copies at once is no promise of ours. The network may still hide an owner at any moment.
/// </summary>
internal class FailoverSite
{
    private const long Faults = 7 * 60_000;
    private const long End = 10 * 60_000;
    private const long Grace = 60_000;

    public FailoverSite(int seed)
    {
        World = new SimulatedWorld(seed);
        Record = new FailoverRecord(World);
    }

    public SimulatedWorld World { get; }

    /// <summary>What happened.</summary>
    public FailoverRecord Record { get; }

    /// <summary>Runs; returns what went wrong.</summary>
    public IReadOnlyList<string> Run()
    {
        using var first = CreateScheduler("scheduler-1");
        using var second = CreateScheduler("scheduler-2");
        (first.Peer, second.Peer) = (second, first);
        FailoverScheduler[] schedulers = [first, second];
        var receiver = new FailoverReceiver(World, schedulers);
        var arbiter = new FailoverArbiter(World, schedulers, receiver, Record);
        SimulatedNode[] nodes = [first, second, receiver, arbiter];
        foreach (var node in nodes)
        {
            node.Start();
        }

        Trouble(nodes);
        Submit(receiver);
        World.RunUntil(End);
        Judge(schedulers, arbiter, receiver);
        return Record.Violations;
    }

    /// <summary>The message for a failed run.</summary>
    public string Describe() =>
        $"""
        seed {World.Seed}: {string.Join("; ", Record.Violations.Take(5))}
        again: TSUBA_SIM_SEED={World.Seed} ./dev test Simulation
        {string.Join(Environment.NewLine, Record.Story)}
        """;

    protected virtual FailoverScheduler CreateScheduler(string name) => new(World, name, Record);

    private void Trouble(SimulatedNode[] nodes)
    {
        World.After(World.Random.Next(5_000, 40_000), () =>
        {
            if (World.Now >= Faults)
            {
                World.IsHealthy = true;
                return;
            }

            var node = nodes[World.Random.Next(nodes.Length)];
            if (node.IsUp && node is not FailoverScheduler { Peer: { IsUp: true, HasCompleteCopy: false, Opened: null } or { IsUp: false } })
            {
                node.Crash();
                World.After(World.Random.Next(200, 20_000), node.Start);
            }

            Trouble(nodes);
        });
    }

    private void Submit(SimulatedReceiver receiver) => World.After(World.Random.Next(500, 3_000), () =>
    {
        if (World.Now < End - Grace)
        {
            receiver.Submit();
            Submit(receiver);
        }
    });

    private void Judge(FailoverScheduler[] schedulers, FailoverArbiter arbiter, SimulatedReceiver receiver)
    {
        var owner = schedulers.Single(scheduler => scheduler.Name == arbiter.Ownership?.Owner);
        var other = schedulers.Single(scheduler => scheduler != owner);
        if (owner.Opened is not { } opened)
        {
            Check(false, "the owner does not have the part");
            return;
        }

        Check(other.Opened is null, "two schedulers have the part after everything healed");
        Check(arbiter.Ownership?.InSync == other.Name, "the part has no follower in sync after everything healed");
        opened.Journal.Commit();
        var oracle = new Oracle();
        oracle.Replay(opened.Journal, SimulatedConfiguration.Instance);
        Check(oracle.StateHash == opened.Core.StateHash(), "I2: the state is not that of a replay of its inputs");
        Check(owner.Reopen().Core.StateHash() == opened.Core.StateHash(), "I2: the state on disk is not the live one");

        var commands = oracle.Commands.ToHashSet();
        Check(commands.Count == oracle.Commands.Count, "I4: a command took effect twice");
        Check(oracle.Commands.Zip(oracle.Commands.Skip(1)).All(pair => pair.First <= pair.Second), "I4: commands took effect out of order");
        foreach (var number in Record.Protected.Where(number => !Record.IsUnprotected && !commands.Contains(number)))
        {
            Check(false, string.Create(CultureInfo.InvariantCulture, $"I4: command {number} was taken while the follower was in sync, and lost"));
        }

        Check(commands.Count > 20 && receiver.Acknowledged.Count > 50, "too little happened");
    }

    private void Check(bool holds, string violation)
    {
        if (!holds)
        {
            Record.Violations.Add(violation);
        }
    }
}
