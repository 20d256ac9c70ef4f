using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// Deaths, pauses and cuts by chance. One run in four also loses disks, damages files and lets schedulers stay away for longer than the arbiter
/// waits: only there may a part go on with less than everything.
/// </summary>
internal sealed class Trouble(SimulatedSite site)
{
    private const long LastRuin = 120_000;

    private readonly SimulatedWorld _world = site.World;
    private long _nextSplit;

    private static readonly long[] Skews = [0, 2_000, 5 * 60_000, 2 * 3_600_000];
    private static readonly long[] Steps = [3_600_000, 86_400_000];

    /// <summary>What begins with the run, and all that is to come.</summary>
    public void Begin()
    {
        if (site.Traits.HasWrongClocks)
        {
            foreach (var clock in site.Clocks)
            {
                clock.Step(Signed(Skews));
            }

            StepClocks();
        }

        if (site.Traits.HasFullDisks)
        {
            FillDisks();
        }

        if (site.Traits.HasSnapshots)
        {
            RotSnapshots();
        }

        if (site.Traits.HasReloads)
        {
            ChangeConfiguration();
        }

        if (site.Traits.HasUpgrades)
        {
            new Upgrades(site).Begin();
        }

        Continue();
    }

    private void Continue() => _world.After(_world.Random.Next(2_000, 20_000), () =>
    {
        if (_world.Now >= SimulatedSite.Faults)
        {
            site.Network.IsHealthy = true;
            return;
        }

        var node = site.Nodes[_world.Random.Next(site.Nodes.Length)];
        switch (_world.Random.Next(9))
        {
            case 8:
                node.FailDisk(_world.Random.Next(500, 15_000));
                break;
            case 0:
                Pause(node);
                break;
            case 1:
                Isolate(node, inbound: true, outbound: true);
                break;
            case 2:
                var isInbound = _world.Random.Next(2) == 0;
                Isolate(node, isInbound, !isInbound);
                break;
            case 3:
                CutPair(node, site.Nodes[_world.Random.Next(site.Nodes.Length)]);
                break;
            case 6 when site.Traits.Machines == 2 && _world.Now >= _nextSplit:
                Split();
                break;
            case 4 when site.Traits.IsHarsh && _world.Now < LastRuin:
                Ruin(site.Schedulers[_world.Random.Next(site.Schedulers.Length)]);
                break;
            case 5:
                Kill(site.Schedulers[_world.Random.Next(site.Schedulers.Length)], _world.Random.Next(200, 20_000));
                break;
            default:
                Kill(node, _world.Random.Next(200, 20_000));
                break;
        }

        Continue();
    });

    private void StepClocks() => _world.After(_world.Random.Next(5_000, 60_000), () =>
    {
        if (_world.Now < SimulatedSite.Faults)
        {
            var machine = _world.Random.Next(site.Clocks.Length);
            var step = Signed(Steps);
            _world.Tell($"the clock of machine {machine + 1} steps by {step / 1000} s");
            site.Clocks[machine].Step(step);
            StepClocks();
        }
    });

    private void FillDisks() => _world.After(_world.Random.Next(3_000, 30_000), () =>
    {
        if (_world.Now < SimulatedSite.Faults)
        {
            site.Nodes[_world.Random.Next(site.Nodes.Length)].FillDisk(_world.Random.Next(1_000, 25_000));
            FillDisks();
        }
    });

    private void RotSnapshots() => _world.After(_world.Random.Next(5_000, 40_000), () =>
    {
        if (_world.Now < SimulatedSite.Faults)
        {
            site.Schedulers[_world.Random.Next(site.Schedulers.Length)].RotSnapshot();
            RotSnapshots();
        }
    });

    private void ChangeConfiguration() => _world.After(_world.Random.Next(10_000, 60_000), () =>
    {
        if (_world.Now < SimulatedSite.Faults)
        {
            if (site.Synchronizer is { } synchronizer)
            {
                // The one after the last has errors.
                synchronizer.Apply(_world.Random.Next(SimulatedConfiguration.Revisions + 1));
            }
            else
            {
                site.Arbiter.Reload(_world.Random.Next(SimulatedConfiguration.Revisions));
            }

            ChangeConfiguration();
        }
    });

    private long Signed(long[] choices) => choices[_world.Random.Next(choices.Length)] * (_world.Random.Next(2) == 0 ? 1 : -1);

    private void Kill(SimulatedNode node, long downFor)
    {
        if (node is SimulatedScheduler { IsUp: true, IsPaused: false } && site.Traits.HasSnapshots && _world.Random.Next(2) == 0)
        {
            node.Stop();
            _world.After(downFor, node.Start);
        }
        else if (node.IsUp)
        {
            node.Crash();
            if (node is SimulatedBroker broker && _world.Random.Next(3) == 0)
            {
                broker.LoseDisk();
            }

            _world.After(downFor, node.Start);
        }
    }

    private void Pause(SimulatedNode node)
    {
        if (node is { IsUp: true, IsPaused: false })
        {
            node.Pause();
            _world.After(_world.Random.Next(500, 25_000), node.Resume);
        }
    }

    private void Isolate(SimulatedNode node, bool inbound, bool outbound)
    {
        var duration = _world.Random.Next(500, 25_000);
        _world.Tell($"{node.Name} is cut off: {(inbound ? "hears nothing " : "")}{(outbound ? "is not heard" : "")}");
        foreach (var other in site.Nodes.Where(other => other != node))
        {
            Cut(other, node, inbound, outbound, duration);
        }
    }

    // Longer than the silence after which both go on alone, in most cases; and not for as long as an owner is waited for, also with what else keeps it away.
    private void Split()
    {
        var duration = _world.Random.Next(2_000, 50_000);
        _nextSplit = _world.Now + duration + _world.Random.Next(1_000, 60_000);
        _world.Tell("the machines lose each other");
        foreach (var node in site.Nodes)
        {
            foreach (var other in site.Nodes.Where(other => site.ClockOf(other.Name) != site.ClockOf(node.Name)))
            {
                site.Network.Cut(node.Name, other.Name, duration);
            }
        }
    }

    private void CutPair(SimulatedNode one, SimulatedNode other)
    {
        _world.Tell($"{one.Name} and {other.Name} lose each other");
        Cut(one, other, _world.Random.Next(3) > 0, _world.Random.Next(3) > 0, _world.Random.Next(500, 40_000));
    }

    private void Cut(SimulatedNode from, SimulatedNode to, bool there, bool back, long duration)
    {
        if (there)
        {
            site.Network.Cut(from.Name, to.Name, duration);
        }

        if (back)
        {
            site.Network.Cut(to.Name, from.Name, duration);
        }
    }

    private void Ruin(SimulatedScheduler scheduler)
    {
        if (!scheduler.IsUp)
        {
            return;
        }

        site.Record.HasCause = true;
        scheduler.Crash();
        var ruin = _world.Random.Next(3);
        if (ruin == 0)
        {
            scheduler.LoseDisk();
            _world.After(_world.Random.Next(200, 20_000), scheduler.Start);
        }
        else if (ruin == 1)
        {
            scheduler.RotDisk();
            _world.After(_world.Random.Next(200, 20_000), scheduler.Start);
        }
        else
        {
            _world.After(_world.Random.Next(130_000, 200_000), scheduler.Start);
        }
    }
}
