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
    private ImmutableDictionary<PartId, RunningPart> _former = ImmutableDictionary<PartId, RunningPart>.Empty;

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
    /// What an order gives to the owner of a part, with the hosts that it gives up and those whose state it must wait for: what is wanted now, or, while hosts
    /// are about to leave or enter the part, what it ran before; null: what is neither.
    /// </summary>
    public (RunningPart Part, ImmutableArray<string> Leaving, ImmutableArray<string> Awaited)? ContentOf(DeployPart deploy)
    {
        if (_running?.Parts.GetValueOrDefault(deploy.Part) is { } wanted && wanted.Manifest.Generation == deploy.Generation)
        {
            return (wanted, _moves.LeavingFrom(deploy.Part), _moves.AwaitedBy(deploy.Part));
        }

        return _former.GetValueOrDefault(deploy.Part) is { } held && held.Manifest.Generation == deploy.Generation ? (held, [], []) : null;
    }

    /// <summary>A <see cref="MoveAction"/> ended.</summary>
    public void MoveCompleted(MoveAction action, bool accepted, EngineTime now)
    {
        if (!IsDispatching)
        {
            // It began when this arbiter led before: what is kept of moves is another one's by now, or waits for the configuration.
            return;
        }

        _moves.Completed(action, accepted, now);
        if (action is CarryHosts && accepted && !_moves.IsDone)
        {
            // What came before and could not be given to the part that had the host goes to the one that has it now, before what came later.
            _ledger.Reroute(new RoutingTable(_running!.Cut.Placement, _moves.Open));
        }

        if (_moves.IsDone && !_state.Moves.Moves.IsEmpty)
        {
            Hold(before: null, PendingMoves.None);
            _state = _state with { Moves = PendingMoves.None };
            _isStateDirty = true;
            _ledger.Reroute(new RoutingTable(_running!.Cut.Placement, PendingMoves.None));
            _areLinksDirty = true;
        }
    }

    // The first configuration after a start goes on with what was kept; every other one comes when nothing moves any more, or gives up what does.
    private PendingMoves BeginMoves(RunningConfiguration? before, PlacementPlan placement, EngineTime now)
    {
        var moves = before is null && !_state.Moves.Moves.IsEmpty
            ? _state.Moves with { Moves = _state.Moves.Moves.RemoveAll(move => placement.Find(move.To)?.Hosts.BinarySearch(move.Host, StringComparer.Ordinal) is not >= 0) }
            : new PendingMoves(_ledger.Highest, PendingMoves.Between(_state.Placement, placement));
        _moves.Begin(moves, now);
        Hold(before, moves);
        return moves.Moves.IsEmpty ? PendingMoves.None : moves;
    }

    private void Hold(RunningConfiguration? before, PendingMoves moves)
    {
        _former = before is null
            ? ImmutableDictionary<PartId, RunningPart>.Empty
            : before.Parts.Where(part => moves.Moves.Any(move => move.From == part.Key || move.To == part.Key)).ToImmutableDictionary();
        _brain.HeldGenerations = _former.ToImmutableDictionary(part => part.Key, part => part.Value.Manifest.Generation);
    }

    // An order may take effect although nobody hears of it: whoever was told to give hosts up has perhaps done so.
    private void ReleaseHeld(IEnumerable<DispatchAction> actions)
    {
        foreach (var deploy in actions.OfType<DeployPart>())
        {
            if (_former.TryGetValue(deploy.Part, out var held) && held.Manifest.Generation != deploy.Generation)
            {
                _former = _former.Remove(deploy.Part);
                _brain.HeldGenerations = _former.ToImmutableDictionary(part => part.Key, part => part.Value.Manifest.Generation);
            }
        }
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
