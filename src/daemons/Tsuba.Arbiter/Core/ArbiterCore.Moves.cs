using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

public sealed partial class ArbiterCore
{
    private MoveBrain _moves = new();

    // What parts ran that hosts are about to leave or enter, until they are first ordered to run what they are to run then.
    private ImmutableDictionary<PartId, OrderedPart> _former = ImmutableDictionary<PartId, OrderedPart>.Empty;

    // Under which ownership of the part that shall have them states are put there.
    private readonly Dictionary<(PartId From, PartId To, int Turn), Epoch> _carried = [];

    /// <summary>Whether no host is on its way from one part to another.</summary>
    public bool IsMoveDone => _moves.IsDone;

    /// <summary>Where a part of the running configuration is to be found, as far as it can be told; null: nobody that is known has it.</summary>
    public PartPlace? PlaceOf(PartId part) =>
        _brain.Find(part) is { Owner: { } name } ownership
        && Find(new DaemonKey(DaemonRole.Scheduler, name)) is { } node
        && _running?.Parts.GetValueOrDefault(part) is { } running
            ? new PartPlace(node, new PartStamp { Part = part.Value, Epoch = ownership.Epoch.Packed }, running.Manifest.Generation)
            : null;

    /// <summary>
    /// What an order gives to the owner of a part: what is wanted now, or, while hosts are about to leave or enter the part, what it was ordered to run before; null: what is neither.
    /// </summary>
    public OrderedPart? ContentOf(DeployPart deploy)
    {
        if (_running is not null && WantedOf(_running, deploy.Part) is { } wanted && wanted.Part.Manifest.Generation == deploy.Generation)
        {
            return wanted;
        }

        return _former.GetValueOrDefault(deploy.Part) is { } held && held.Part.Manifest.Generation == deploy.Generation ? held : null;
    }

    /// <summary>An owner took states while it had no follower in sync.</summary>
    public void Unprotected(PartStamp stamp, EngineTime now) => _brain.Unprotected(new PartId(stamp.Part), Epoch.FromPacked(stamp.Epoch), now);

    /// <summary>A <see cref="MoveAction"/> ended.</summary>
    public void MoveCompleted(MoveAction action, bool accepted, EngineTime now)
    {
        if (!IsDispatching)
        {
            // It began when this arbiter led before: what is kept of moves is another one's by now, or waits for the configuration.
            return;
        }

        // Another owner of the part may never have seen what the one before took: it is given the states, too.
        accepted &= action is not CarryHosts arrived || (_carried.Remove((arrived.From, arrived.To, arrived.Turn), out var epoch) && _brain.Find(arrived.To)?.Epoch == epoch);
        var wasDone = _moves.IsDone;
        _moves.Completed(action, accepted, now);
        if (action is CarryHosts && accepted && !_moves.IsDone)
        {
            // What came before and could not be given to the part that had the host goes to the one that has it now, before what came later.
            _ledger.Reroute(new RoutingTable(_running!.Cut.Placement, _moves.Open));
            _state = _state with { Moves = _moves.Open };
            _isStateDirty = true;
        }

        if (_moves.IsDone && !wasDone)
        {
            Hold(_former.Clear());
            _state = _state with { Moves = PendingMoves.None };
            _isStateDirty = true;
            _ledger.Reroute(new RoutingTable(_running!.Cut.Placement, PendingMoves.None));
            _areLinksDirty = true;
        }
    }

    // What was kept, or has not come to its end, goes on from where the states are. Commands that came since it began wait for it, as those that come now.
    private PendingMoves BeginMoves(RunningConfiguration? before, PlacementPlan placement, EngineTime now)
    {
        var between = _state.Moves.Between(_state.Placement, placement, mayHaveArrived: before is null);
        var moves = new PendingMoves(between.Any(move => _state.Moves.Has(move.Host)) ? _state.Moves.Record : _ledger.Highest, between);
        var former = before is null
            ? _former.Clear()
            : before.Parts.Keys.Where(part => between.Any(move => move.From == part || move.To == part)).ToImmutableDictionary(part => part, part => _former.GetValueOrDefault(part) ?? WantedOf(before, part)!);
        _moves.Begin(moves, now);
        Hold(former);
        return moves.Moves.IsEmpty ? PendingMoves.None : moves;
    }

    private OrderedPart? WantedOf(RunningConfiguration running, PartId part) =>
        running.Parts.GetValueOrDefault(part) is { } wanted ? new OrderedPart(wanted, _moves.LeavingFrom(part), _moves.AwaitedBy(part)) : null;

    private void Hold(ImmutableDictionary<PartId, OrderedPart> former)
    {
        _former = former;
        _brain.HeldGenerations = _former.ToImmutableDictionary(part => part.Key, part => part.Value.Part.Manifest.Generation);
    }

    // An order may take effect although nobody hears of it: whoever was told to give hosts up has perhaps done so.
    private void ReleaseHeld(IEnumerable<DispatchAction> actions)
    {
        foreach (var deploy in actions.OfType<DeployPart>())
        {
            if (_former.TryGetValue(deploy.Part, out var held) && held.Part.Manifest.Generation != deploy.Generation)
            {
                Hold(_former.Remove(deploy.Part));
            }
        }
    }

    private ImmutableArray<MoveAction> PlanMoves(EngineTime now)
    {
        var actions = _moves.Step(View(), now);
        foreach (var carry in actions.OfType<CarryHosts>())
        {
            _carried[(carry.From, carry.To, carry.Turn)] = _brain.Find(carry.To)?.Epoch ?? default;
        }

        return actions;
    }

    private MoveView View() => new(_brain.IsServed, _brain.IsCurrent, part => _ledger.IsDrained(part, _moves.Pending.Record));

    // While a host moves, its new commands wait for its arrival, and so do those for all hosts at once: each host gets them exactly once.
    private bool IsHeld(PartId part, PendingCommand pending) =>
        _ledger.IsOvertaking(pending)
        || (!_moves.IsDone
            && pending.RoutedAs > _moves.Pending.Record
            && _moves.IsInvolved(part)
            && (pending.IsForAll || _ledger.IsMoving(pending)));
}
