using System.Globalization;
using Google.Protobuf;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

public sealed partial class ArbiterDaemon
{
    private const int ChunkBytesPerCall = 8 * 1024 * 1024;

    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FollowTimeout = TimeSpan.FromSeconds(10);

    // Runs in the core's loop. State is durable before anything that follows from it leaves.
    private void Step()
    {
        var failure = Steps.Failure;
        var outputs = Steps.Step(_clock.Now);
        TakeStance();
        if (Steps.Failure != failure)
        {
            LogDisk(Steps.Failure ?? "it takes the state again");
        }

        if (outputs is null)
        {
            return;
        }

        if (outputs.Change != RoleChange.None)
        {
            Tell(outputs.Loss);
            _roles.Writer.TryWrite(outputs.Change);
        }

        foreach (var notice in outputs.Notices)
        {
            Tell(notice);
        }

        foreach (var action in outputs.Actions)
        {
            _calls.Track(CarryOutAsync(action));
        }

        foreach (var move in outputs.Moves)
        {
            _calls.Track(CarryOutAsync(move));
        }

        foreach (var push in outputs.Links)
        {
            _calls.Track(PushLinksAsync(push));
        }

        foreach (var send in outputs.Commands)
        {
            _calls.Track(SendCommandsAsync(send));
        }

        if (outputs.AcknowledgeUpTo > 0)
        {
            Spool.Acknowledge(outputs.AcknowledgeUpTo);
        }

        foreach (var origin in Core.WithAnswers)
        {
            if (_bells.TryGetValue(origin, out var bell))
            {
                bell.Ring();
            }
        }

        NoteWaiters();
        var unserved = Core.UnservedParts;
        _health = _health with
        {
            Text = Core.Running is null ? "no configuration" : !Core.IsAlone && !Core.IsLeading && Core.Leader.Length == 0 ? "no arbiter leads" : unserved == 0 ? "ok" : string.Create(CultureInfo.InvariantCulture, $"{unserved} parts are not served"),
            Generation = Core.State.Generation,
            PendingCommands = Core.PendingCommands,
            UnservedParts = unserved,
        };
    }

    private void Tell(OwnershipNotice notice)
    {
        if (notice.Kind != OwnershipNoticeKind.WaitsForOwner)
        {
            _losses.Add(1);
        }

        switch (notice.Kind)
        {
            case OwnershipNoticeKind.WaitsForOwner:
                LogPartWaits(notice.Part.Value, notice.Scheduler);
                break;
            case OwnershipNoticeKind.OlderCopy:
                LogOlderCopy(notice.Part.Value, notice.Scheduler);
                break;
            case OwnershipNoticeKind.StateLost:
                LogStateLost(notice.Part.Value, notice.Scheduler);
                break;
            case OwnershipNoticeKind.DamagedFiles:
                LogDamagedFiles(notice.Part.Value, notice.Scheduler);
                break;
        }
    }

    private async Task CarryOutAsync(DispatchAction action)
    {
        // The node is looked up before the first await, in the core's loop.
        var node = Core.Find(new DaemonKey(DaemonRole.Scheduler, action.Scheduler));
        var heir = Core.OwnerOf(action.Part);
        var outcome = ActionOutcome.Failed;
        if (node is not null)
        {
            var ownerNode = action is FollowOwner { Owner: { } owner } ? Core.Find(new DaemonKey(DaemonRole.Scheduler, owner)) : null;
            var follower = action is DeployPart { Follower: { } name } && Core.Find(new DaemonKey(DaemonRole.Scheduler, name)) is { } followerNode
                ? Core.AddressOf(followerNode, node)
                : null;
            var content = action is DeployPart order ? Core.ContentOf(order) : null;
            try
            {
                outcome = action switch
                {
                    DeployPart deploy when content is var (part, leaving, awaited) => await DeployAsync(deploy, part, node, new ActivatePartRequest { Follower = follower, Leaving = { leaving }, Awaited = { awaited } }),
                    FollowOwner follow => await FollowAsync(follow, node, ownerNode),
                    ReleasePart release => await ReleaseAsync(release, node, heir),
                    _ => ActionOutcome.Failed,
                };
            }
            catch (PeerCallException failed)
            {
                LogActionFailed(action.ToString(), failed.Message);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }

        await TellAsync(() => Core.Completed(action, outcome, _clock.Now));
    }

    private async Task<ActionOutcome> DeployAsync(DeployPart deploy, RunningPart part, DaemonNode owner, ActivatePartRequest activate)
    {
        var transfer = await TransferAsync(deploy, part, owner);
        if (transfer.Outcome != ActionOutcome.Accepted)
        {
            return transfer.Outcome;
        }

        activate.Stamp = StampOf(deploy);
        activate.Manifest = part.Manifest;
        activate.Revision = deploy.Revision;
        activate.NeedsState = deploy.NeedsState;
        activate.Semantics = deploy.Semantics;
        var reply = await _context.Peers.CallAsync(PeerOf(owner), Routes.ActivatePart, activate, owner.DataTimeout, _stop);
        var outcome = OutcomeOf(deploy, reply.Ack);
        if (outcome == ActionOutcome.Accepted)
        {
            LogDeployed(deploy.Part.Value, deploy.Scheduler, deploy.Epoch.ToString(), deploy.Generation, transfer.Chunks, transfer.Bytes, deploy.Follower ?? "nobody");
        }

        return outcome;
    }

    // Parts share most chunks: one after the other, a scheduler gets each of them once. Different schedulers are served at the same time.
    private async Task<(ActionOutcome Outcome, int Chunks, long Bytes)> TransferAsync(DeployPart deploy, RunningPart part, DaemonNode owner)
    {
        var turn = _transfers.GetOrAdd(owner.Name, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(_stop);
        try
        {
            var peer = PeerOf(owner);
            var request = new OfferPartRequest { Stamp = StampOf(deploy), Manifest = part.Manifest };
            var offer = await _context.Peers.CallAsync(peer, Routes.OfferPart, request, owner.DataTimeout, _stop);
            if (!offer.Ack.Accepted)
            {
                return (OutcomeOf(deploy, offer.Ack), 0, 0);
            }

            long sent = 0;
            foreach (var batch in Batches(part, offer.Missing))
            {
                var put = await _context.Peers.CallAsync(peer, Routes.PutChunks, batch, owner.DataTimeout, _stop);
                if (!put.Ack.Accepted)
                {
                    return (OutcomeOf(deploy, put.Ack), 0, sent);
                }

                sent += batch.Chunks.Sum(chunk => (long)chunk.Content.Length);
            }

            return (ActionOutcome.Accepted, offer.Missing.Count, sent);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ActionOutcome> FollowAsync(FollowOwner follow, DaemonNode follower, DaemonNode? owner)
    {
        var request = new FollowPartRequest { Stamp = StampOf(follow), Revision = follow.Revision };
        if (follow.Owner is not null)
        {
            if (owner is null)
            {
                return ActionOutcome.Failed;
            }

            var address = Core.AddressOf(owner, follower);
            request.Owner = owner.Name;
            request.Host = address.Host;
            request.Port = address.Port;
        }

        var reply = await _context.Peers.CallAsync(PeerOf(follower), Routes.FollowPart, request, FollowTimeout, _stop);
        return OutcomeOf(follow, reply.Ack);
    }

    private async Task<ActionOutcome> ReleaseAsync(ReleasePart release, DaemonNode owner, string heir)
    {
        var reply = await _context.Peers.CallAsync(PeerOf(owner), Routes.DropPart, new DropPartRequest { Stamp = StampOf(release), Heir = heir }, owner.DataTimeout, _stop);
        LogReleased(release.Part.Value, release.Scheduler, release.Epoch.ToString());
        return OutcomeOf(release, reply.Ack);
    }

    private async Task PushLinksAsync(PushLinks push)
    {
        var accepted = false;
        if (Core.Find(push.Satellite) is { } node)
        {
            try
            {
                var reply = await _context.Peers.CallAsync(PeerOf(node), Routes.PutLinks, push.Request, node.DataTimeout, _stop);
                accepted = reply.Ack.Accepted;
                if (!accepted)
                {
                    LogActionFailed($"links of {push.Satellite}", reply.Ack.Refusal);
                }
            }
            catch (PeerCallException failed)
            {
                LogActionFailed($"links of {push.Satellite}", failed.Message);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }

        await TellAsync(() => Core.LinksPushed(push, accepted, _clock.Now));
    }

    private async Task SendCommandsAsync(SendCommands send)
    {
        ApplyCommandsReply? reply = null;
        if (Core.Find(new DaemonKey(DaemonRole.Scheduler, send.Scheduler)) is { } node)
        {
            var request = new ApplyCommandsRequest { Stamp = new PartStamp { Part = send.Part.Value, Epoch = send.Epoch.Packed } };
            request.Commands.AddRange(send.Commands);
            try
            {
                reply = await _context.Peers.CallAsync(PeerOf(node), Routes.ApplyCommands, request, CommandTimeout, _stop);
            }
            catch (PeerCallException failed)
            {
                LogActionFailed($"{send.Commands.Count} commands for part {send.Part}", failed.Message);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }

        await TellAsync(() =>
        {
            if (reply is null)
            {
                Core.CommandsFailed(send, _clock.Now);
            }
            else
            {
                Core.CommandsAnswered(send, reply, _clock.Now);
            }
        });
    }

    private static PartStamp StampOf(DispatchAction action) => new() { Part = action.Part.Value, Epoch = action.Epoch.Packed };

    private static IEnumerable<PutChunksRequest> Batches(RunningPart part, IEnumerable<ByteString> missing)
    {
        var batch = new PutChunksRequest();
        var bytes = 0;
        foreach (var hash in missing)
        {
            if (!part.Chunks.TryGetValue(hash, out var content))
            {
                continue;
            }

            if (bytes > 0 && bytes + content.Length > ChunkBytesPerCall)
            {
                yield return batch;
                batch = new PutChunksRequest();
                bytes = 0;
            }

            batch.Chunks.Add(new StoredChunk { Hash = hash, Content = content });
            bytes += content.Length;
        }

        if (bytes > 0)
        {
            yield return batch;
        }
    }

    private ActionOutcome OutcomeOf(DispatchAction action, Ack ack)
    {
        if (!ack.Accepted)
        {
            LogActionFailed(action.ToString(), ack.Refusal);
        }

        return ArbiterCore.OutcomeOf(action, ack);
    }

    private async Task TellAsync(Action input)
    {
        try
        {
            await Loop.TellAsync(input, _stop);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogStopping();
        }
    }
}
