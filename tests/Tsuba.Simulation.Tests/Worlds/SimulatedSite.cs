using System.Globalization;
using Tsuba.Execution.Work;
using Tsuba.Poller.Core;
using Tsuba.Reactionner.Core;
using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>One run: seven minutes of faults, then three in which everything heals and drains, then the verdict.</summary>
internal class SimulatedSite
{
    private const long Faults = 7 * 60_000;
    private const long End = 10 * 60_000;
    private const long Grace = 60_000;

    private readonly List<string> _violations = [];

    public SimulatedSite(int seed)
    {
        World = new SimulatedWorld(seed);
    }

    public SimulatedWorld World { get; }

    /// <summary>Runs; returns what went wrong.</summary>
    public IReadOnlyList<string> Run()
    {
        using var scheduler = CreateScheduler();
        var receiver = CreateReceiver(scheduler);
        var reactionner = new SimulatedWorker(World, "reactionner", runsActions: true, scheduler, CreateReactionner);
        SimulatedWorker[] pollers =
        [
            .. new[] { "poller-1", "poller-2" }.Select(name =>
                new SimulatedWorker(World, name, runsActions: false, scheduler, () => PollerCore.Create((ulong)World.Seed))),
        ];
        SimulatedNode[] nodes = [scheduler, receiver, reactionner, .. pollers];
        foreach (var node in nodes)
        {
            node.Start();
        }

        Trouble(nodes);
        Submit(receiver);
        World.RunUntil(End);
        Judge(scheduler, receiver, reactionner, pollers);
        return _violations;
    }

    /// <summary>The message for a failed run.</summary>
    public string Describe() =>
        $"""
        seed {World.Seed}: {string.Join("; ", _violations)}
        again: TSUBA_SIM_SEED={World.Seed} ./dev test Simulation
        {World.History}
        """;

    protected virtual SimulatedScheduler CreateScheduler() => new(World, SimulatedConfiguration.Instance);

    protected virtual SimulatedReceiver CreateReceiver(SimulatedScheduler scheduler) => new(World, scheduler, scheduler.Commands);

    protected virtual WorkCore CreateReactionner() => ReactionnerCore.Create((ulong)World.Seed);

    private void Trouble(SimulatedNode[] nodes)
    {
        World.After(World.Random.Next(5_000, 60_000), () =>
        {
            if (World.Now >= Faults)
            {
                World.IsHealthy = true;
                return;
            }

            var node = nodes[World.Random.Next(nodes.Length)];
            if (node.IsUp)
            {
                node.Crash();
                World.After(World.Random.Next(200, 10_000), node.Start);
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

    private void Judge(SimulatedScheduler scheduler, SimulatedReceiver receiver, SimulatedWorker reactionner, SimulatedWorker[] pollers)
    {
        var live = scheduler.Opened.Core;
        scheduler.Opened.Journal.Commit();
        var oracle = new Oracle();
        oracle.Replay(scheduler.Opened.Journal, SimulatedConfiguration.Instance);
        Check(oracle.StateHash == live.StateHash(), "I2: the state is not that of a replay of its inputs");
        Check(scheduler.Reopen().Core.StateHash() == live.StateHash(), "I2: the state on disk is not the live one");

        var settled = World.GetUtcNow().ToUnixTimeMilliseconds() - Grace;
        foreach (var (id, due) in oracle.Checks.Where(check => !oracle.Cancelled.Contains(check.Key)))
        {
            var applied = oracle.Applied.GetValueOrDefault(id);
            Check(applied <= 1, $"I1: the result of check {id:x} took effect {applied} times");
            Check(due > settled || applied == 1, $"I1: the result of check {id:x} was lost");
            Check(applied == 0 || pollers.Any(poller => poller.Done.ContainsKey(id)), $"I1: check {id:x} has a result and was never run");
        }

        foreach (var (id, due) in oracle.Actions.Where(action => !oracle.Cancelled.Contains(action.Key)))
        {
            Check(due > settled || reactionner.Done.ContainsKey(id), $"I3: action {id:x} was lost");
        }

        foreach (var (id, lives) in reactionner.Done)
        {
            Check(oracle.Actions.ContainsKey(id), $"I3: action {id:x} was carried out, and nobody wanted it");

            // Only a death between the provider's acceptance and the receipt may lead to a copy.
            Check(lives.Distinct().Count() == lives.Count, $"I3: action {id:x} was carried out twice without a death");
        }

        var commands = oracle.Commands.ToHashSet();
        Check(commands.Count == oracle.Commands.Count, "I4: a command took effect twice");
        Check(oracle.Commands.Zip(oracle.Commands.Skip(1)).All(pair => pair.First <= pair.Second), "I4: commands took effect out of order");
        foreach (var number in receiver.Acknowledged.Where(number => !commands.Contains(number)))
        {
            Check(false, string.Create(CultureInfo.InvariantCulture, $"I4: command {number} was acknowledged and lost"));
        }

        Check(oracle.Checks.Count > 50 && oracle.Actions.Count > 5 && oracle.Commands.Count > 50, "too little happened");
    }

    private void Check(bool holds, string violation)
    {
        if (!holds)
        {
            _violations.Add(violation);
        }
    }
}
