using Google.Protobuf;
using Tsuba.Arbiter.State;
using Tsuba.Dispatch.Daemons;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

/// <content>State and accepted configuration on their way from the arbiter that leads to the others. Source: docs/decisions/0057.</content>
public sealed partial class ArbiterDaemon
{
    private const int PieceBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan ReplicateTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReplicateRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AcceptedPatience = TimeSpan.FromSeconds(10);

    // One for each other arbiter, while this one leads: the newest state, one call at a time.
    private async Task ReplicateLoopAsync(DaemonKey key, PeerAddress peer, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await (await Loop.AskAsync(() => When(() => Core.IsReplicaWanted(key.Name)), stop)).WaitAsync(stop);
            var (state, version) = await Loop.AskAsync(() => (Core.State, Core.StateVersion), stop);
            try
            {
                await SendAcceptedAsync(peer, stop);
                var request = new ReplicateRequest { State = ByteString.CopyFrom(StateFile.Encode(state)), Accepted = _accepted.Hash };
                var reply = await _context.Peers.CallAsync(peer, Routes.Replicate, request, ReplicateTimeout, stop);
                if (reply.Ack.Accepted)
                {
                    await Loop.TellAsync(() => Core.Replicated(key.Name, version), stop);
                    continue;
                }

                LogActionFailed($"state for arbiter {key.Name}", reply.Ack.Refusal);
            }
            catch (PeerCallException failed)
            {
                LogActionFailed($"state for arbiter {key.Name}", failed.Message);
            }

            await Task.Delay(ReplicateRetry, _context.Time, stop);
        }
    }

    // What is accepted is with the other arbiters before anything follows from it; who does not answer is not waited for.
    private async Task SpreadAcceptedAsync(CancellationToken stop)
    {
        var others = await Loop.AskAsync(() => Core.OtherArbiters.Where(node => Core.IsWatchedAlive(node.Key)).Select(PeerOf).ToList(), stop);
        var calls = others.Select(async peer =>
        {
            try
            {
                await SendAcceptedAsync(peer, stop);
            }
            catch (PeerCallException failed)
            {
                LogActionFailed($"configuration for arbiter {peer.Name}", failed.Message);
            }
        });
        await Task.WhenAll(calls).WaitAsync(AcceptedPatience, _context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    private async Task SendAcceptedAsync(PeerAddress peer, CancellationToken stop)
    {
        var request = new ReplicateRequest { Accepted = _accepted.Hash };
        if (request.Accepted.Length == 0 || (await _context.Peers.CallAsync(peer, Routes.Replicate, request, ReplicateTimeout, stop)).Accepted == request.Accepted)
        {
            return;
        }

        var content = _accepted.ReadBytes();
        for (var offset = 0; offset < content.Length; offset += PieceBytes)
        {
            var piece = new ReplicateRequest
            {
                Accepted = request.Accepted,
                Piece = ByteString.CopyFrom(content.AsSpan(offset, Math.Min(PieceBytes, content.Length - offset))),
                Offset = offset,
                Total = content.Length,
            };
            var reply = await _context.Peers.CallAsync(peer, Routes.Replicate, piece, ReplicateTimeout, stop);
            if (!reply.Ack.Accepted)
            {
                LogActionFailed($"configuration for arbiter {peer.Name}", reply.Ack.Refusal);
                return;
            }
        }
    }

    // The call comes from the arbiter that leads: the port has looked at its term.
    private async ValueTask<ReplicateReply> TakeReplicaAsync(ReplicateRequest request, CancellationToken cancellationToken)
    {
        var refusal = "";
        if (request.Piece.Length > 0)
        {
            await _loading.WaitAsync(cancellationToken);
            try
            {
                if (_accepted.Take(request, out refusal))
                {
                    await AcquaintAsync(cancellationToken);
                }
            }
            catch (IOException fault)
            {
                refusal = DiskRefuses(fault.Message);
            }
            finally
            {
                _loading.Release();
            }
        }
        else if (!request.State.IsEmpty)
        {
            refusal = await Loop.AskAsync(() => TakeState(request), cancellationToken);
        }

        return new ReplicateReply { Ack = new Ack { Accepted = refusal.Length == 0, Refusal = refusal }, Accepted = _accepted.Hash };
    }

    // In the core's loop: durable before it is acknowledged, and known even where it cannot be, since this arbiter may lead next.
    private string TakeState(ReplicateRequest request)
    {
        if (StateFile.Decode(request.State.Span) is not { } state)
        {
            return "the state cannot be read: this arbiter is of another version";
        }

        if (!Core.TakeReplica(state))
        {
            return "this arbiter leads itself, or has a newer state";
        }

        return _stateFile.TryWrite(Core.State) is { } fault ? DiskRefuses(fault)
            : request.Accepted.Length == 0 || request.Accepted == _accepted.Hash ? ""
            : "the accepted configuration is not here";
    }

    private static string DiskRefuses(string fault) => $"the disk refuses: {fault}";

    // Whom to watch, and who votes, may have changed with the configuration.
    private async Task AcquaintAsync(CancellationToken cancellationToken)
    {
        if (_accepted.Read() is { } kept
            && (await _judge.CompileAsync(kept.Configuration, previous: null, await StateAsync(cancellationToken), _ => { }, cancellationToken)).Running is { } running)
        {
            if (kept.Commit.Length > 0 && running.Cut.Daemons.OfRole(DaemonRole.Synchronizer).FirstOrDefault() is { } synchronizer)
            {
                _source.Follow(PeerOf(synchronizer), kept.Commit);
            }

            await Loop.TellAsync(() => Core.Acquaint(running, _clock.Now), cancellationToken);
            await WatchAsync(cancellationToken);
            AddModules(running);
        }
    }
}
