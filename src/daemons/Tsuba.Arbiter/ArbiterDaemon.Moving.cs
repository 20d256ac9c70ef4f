using Tsuba.Arbiter.Core;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Moves;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

public sealed partial class ArbiterDaemon
{
    private const int MostEndedPerCall = 10_000;

    private readonly List<(Func<bool> IsMet, TaskCompletionSource Waiter)> _waiters = [];

    // Completed when a condition of the core holds; the condition is looked at after each step. In the core's loop.
    private Task When(Func<bool> isMet)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Add((isMet, waiter));
        return waiter.Task;
    }

    private void NoteWaiters()
    {
        foreach (var (_, waiter) in _waiters.Where(entry => entry.IsMet()))
        {
            waiter.TrySetResult();
        }

        _waiters.RemoveAll(entry => entry.Waiter.Task.IsCompleted);
    }

    private async Task CarryOutAsync(MoveAction action)
    {
        // Owners are looked up before the first await, in the core's loop.
        var from = Core.PlaceOf(action.From);
        var to = action is CarryHosts { To: var taker } ? Core.PlaceOf(taker) : null;
        var accepted = false;
        try
        {
            accepted = action switch
            {
                CarryHosts carry when to is { } target && (from is not null || !carry.WithState) => await CarryAsync(carry, from, target),
                ReleaseHosts when from is { } giver => await ReleaseAsync(giver),
                _ => false,
            };
        }
        catch (PeerCallException failed)
        {
            LogActionFailed(action.GetType().Name, failed.Message);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }

        await TellAsync(() => Core.MoveCompleted(action, accepted, _clock.Now));
    }

    private async Task<bool> CarryAsync(CarryHosts carry, PartPlace? from, PartPlace to)
    {
        var carried = 0;
        if (carry.WithState && from is not null)
        {
            var wanted = carry.Hosts.ToHashSet(StringComparer.Ordinal);
            var take = new TakeDeparturesRequest { Stamp = from.Stamp, Generation = from.Generation };
            TakeDeparturesReply taken;
            do
            {
                taken = await _context.Peers.CallAsync(PeerOf(from.Owner), Routes.TakeDepartures, take, from.Owner.DataTimeout, _stop);
                if (!taken.Ack.Accepted)
                {
                    LogActionFailed($"state of {carry.Hosts.Length} hosts of part {carry.From}", taken.Ack.Refusal);
                    return false;
                }

                var put = new PutArrivalsRequest { Stamp = to.Stamp, Generation = to.Generation };
                put.States.AddRange(taken.Hosts.Where(departure => wanted.Contains(departure.Host)).Select(departure => departure.State));
                if (put.States.Count > 0 && !await PutArrivalsAsync(put, to.Owner))
                {
                    return false;
                }

                carried += put.States.Count;
                take.After = taken.Hosts.Count > 0 ? taken.Hosts[^1].Host : take.After;
            }
            while (taken.More);
        }

        foreach (var ended in carry.Hosts.Chunk(MostEndedPerCall))
        {
            if (!await PutArrivalsAsync(new PutArrivalsRequest { Stamp = to.Stamp, Generation = to.Generation, Ended = { ended } }, to.Owner))
            {
                return false;
            }
        }

        LogMoved(carry.Hosts.Length, carry.From.Value, carry.To.Value, carried);
        return true;
    }

    private async Task<bool> PutArrivalsAsync(PutArrivalsRequest request, DaemonNode owner)
    {
        var reply = await _context.Peers.CallAsync(PeerOf(owner), Routes.PutArrivals, request, owner.DataTimeout, _stop);
        if (!reply.Ack.Accepted)
        {
            LogActionFailed($"state for part {request.Stamp.Part}", reply.Ack.Refusal);
        }
        else if (reply.Unprotected)
        {
            await TellAsync(() => Core.Unprotected(request.Stamp, _clock.Now));
        }

        return reply.Ack.Accepted;
    }

    private async Task<bool> ReleaseAsync(PartPlace giver)
    {
        var request = new ReleaseDeparturesRequest { Stamp = giver.Stamp, Generation = giver.Generation };
        var reply = await _context.Peers.CallAsync(PeerOf(giver.Owner), Routes.ReleaseDepartures, request, giver.Owner.DataTimeout, _stop);
        return reply.Ack.Accepted;
    }
}
