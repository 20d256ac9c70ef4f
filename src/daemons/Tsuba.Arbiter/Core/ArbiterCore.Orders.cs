using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Arbiter.Core;

/// <content>What an operator orders about the owners of parts; see <see cref="OwnershipBrain"/>.</content>
public sealed partial class ArbiterCore
{
    /// <summary>Whether the running configuration has a scheduler.</summary>
    public bool HasScheduler(string name) => _running?.Cut.Daemons.Find(new DaemonKey(DaemonRole.Scheduler, name)) is not null;

    /// <summary>Whether a scheduler is known to run a part.</summary>
    public bool IsServedBy(PartId part, string scheduler) => _brain.IsServed(part) && _brain.Find(part)?.Owner == scheduler;

    /// <summary>The owner of a part; empty: it has none.</summary>
    public string OwnerOf(PartId part) => _brain.Find(part)?.Owner ?? "";

    /// <summary>Orders a part to a scheduler; null: there is no such part, or scheduler.</summary>
    public PartMove? MovePart(PartId part, string scheduler)
    {
        var from = _brain.Find(part)?.Owner ?? "";
        return _brain.Move(part, scheduler) ? new PartMove(part, from, scheduler) : null;
    }

    /// <summary>Orders every part of a scheduler to others.</summary>
    public IReadOnlyList<PartMove> Drain(string scheduler, EngineTime now) => _brain.Drain(scheduler, _liveness, now);

    /// <summary>Orders every part to its home.</summary>
    public IReadOnlyList<PartMove> FailBack(EngineTime now) => _brain.FailBack(_liveness, now);
}
