using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Work;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that now and then give a job to two workers.</summary>
internal sealed class DoubleLease(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Generous(this, name);

    private sealed class Generous(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        private IReadOnlyList<LeasedWork> _last = [];

        protected override IReadOnlyList<LeasedWork> Take(LeaseDesk desk, WorkRequest request)
        {
            var taken = base.Take(desk, request);
            if (taken.Count == 0 && _last.Any(work => work.Item.IsAction == request.Actions) && Chance(0, 200) == 0)
            {
                taken = [.. _last.Where(work => work.Item.IsAction == request.Actions)];
            }

            _last = taken.Count > 0 ? taken : _last;
            return taken;
        }
    }
}
