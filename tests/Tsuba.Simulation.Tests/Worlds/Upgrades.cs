using Tsuba.Engine;
using Tsuba.Model.Items;
using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// A rolling upgrade: schedulers are started one after the other with a program that knows a later version of the rules. In some runs one of them goes
/// back to the program of before for a while, also when parts run under the later version already; in others one never gets the new program.
/// </summary>
internal sealed class Upgrades(SimulatedSite site)
{
    private const int First = 15_000;
    private const int Last = 100_000;
    private const int LastWayBack = 200_000;

    /// <summary>What schedulers run before they are upgraded.</summary>
    public static SemanticsRange Before => SemanticsRange.Unsaid;

    private readonly SimulatedWorld _world = site.World;

    /// <summary>Plans all of it.</summary>
    public void Begin()
    {
        SimulatedScheduler[] schedulers = [.. site.Schedulers];
        _world.Random.Shuffle(schedulers);
        foreach (var scheduler in schedulers.Skip(site.Traits.StaysMixed ? 1 : 0))
        {
            _world.After(_world.Random.Next(First, Last), () => Give(scheduler, SemanticsVersions.Known));
        }

        if (site.Traits.GoesBack)
        {
            var there = _world.Random.Next(Last / 2, LastWayBack);
            _world.After(there, () => Give(schedulers[0], Before));
            _world.After(_world.Random.Next(Math.Max(there, Last), (int)SimulatedSite.Faults), () => Give(schedulers[0], SemanticsVersions.Known));
        }
    }

    private void Give(SimulatedScheduler scheduler, SemanticsRange program)
    {
        if (scheduler.IsUp)
        {
            scheduler.Crash();
            _world.After(_world.Random.Next(200, 10_000), scheduler.Start);
        }

        scheduler.Program = program;
        scheduler.Say($"gets a program that knows rules {program}");
    }
}
