using Tsuba.Arbiter.Draining;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Terms;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

public sealed partial class ArbiterDaemon
{
    private const int MostBeatsUnderWay = 4;

    // A heartbeat leaves each interval whether or not the one before was answered: a slow daemon is not a dead one.
    private async Task HeartbeatLoopAsync(DaemonKey key, (PeerAddress Peer, LivenessTimers Timers) watched, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(watched.Timers.Interval, _context.Time);
        var beats = new List<Task>();
        ulong sequence = 0;
        try
        {
            do
            {
                beats.RemoveAll(beat => beat.IsCompleted);
                if (beats.Count < MostBeatsUnderWay)
                {
                    beats.Add(BeatAsync(key, watched.Peer, watched.Timers.Timeout, TermBrain.LeaseOf(watched.Timers), ++sequence, stop));
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        finally
        {
            await Task.WhenAll(beats).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAsync(DaemonKey key, PeerAddress peer, TimeSpan timeout, TimeSpan lease, ulong sequence, CancellationToken stop)
    {
        var asked = _clock.Now;
        var stance = _stance;
        var request = Question(stance, asked, lease);
        request.Sequence = sequence;
        try
        {
            var reply = await _context.Peers.CallAsync(peer, Routes.Heartbeat, request, timeout, stop);
            if (reply.UtcMs > 0)
            {
                var halfway = (asked.UtcMilliseconds + _clock.Now.UtcMilliseconds) / 2;
                _skewSeconds.Record((reply.UtcMs - halfway) / 1000.0, new KeyValuePair<string, object?>("role", peer.Role.ToIdentifier()), new KeyValuePair<string, object?>("peer", peer.Name));
            }

            await Loop.TellAsync(() => Core.Heard(key, reply, stance, asked, _clock.Now), stop);
        }
        catch (PeerCallException missed)
        {
            LogBeatMissed(key.ToString(), missed.Message);
            await Loop.TellAsync(() => Core.Missed(key, missed.Reason), stop);
        }
    }

    private HeartbeatRequest Question(TermStance stance, EngineTime asked, TimeSpan lease) => new()
    {
        Arbiter = Name,
        Term = stance.Term,
        Ask = (VoteAsk)stance.Ask,
        LeaseMs = (int)Math.Min(int.MaxValue, lease.TotalMilliseconds),
        UtcMs = asked.UtcMilliseconds,
    };

    private async Task WatchAsync(CancellationToken stop)
    {
        var (nodes, isDispatching, etcd) = await Loop.AskAsync(() => (Core.Watched, Core.IsDispatching, Core.Etcd), stop);
        await _heartbeats.SetAsync(nodes.ToDictionary(node => node.Key, node => (PeerOf(node), node.Timers)), stop);
        await _etcd.SetAsync(etcd is null ? [] : new Dictionary<string, EtcdTarget>(StringComparer.Ordinal) { [EtcdTarget.Word] = etcd }, stop);
        var others = nodes.Where(node => node.Role == DaemonRole.Arbiter).ToDictionary(node => node.Key, PeerOf);
        await _replications.SetAsync(isDispatching ? others : [], stop);
        var brokers = nodes.Where(node => isDispatching && node.Role == DaemonRole.Broker).ToDictionary(node => node.Key, PeerOf);
        await _reports.SetAsync(brokers, stop);
        var schedulers = nodes.Where(node => isDispatching && node.Role == DaemonRole.Scheduler).ToDictionary(node => node.Key, PeerOf);
        await _shares.SetAsync(schedulers, stop);
        var drained = nodes
            .Where(node => isDispatching && node.Role is DaemonRole.Receiver or DaemonRole.Broker or DaemonRole.Arbiter or DaemonRole.Scheduler)
            .Select(node => new KeyValuePair<DaemonKey, Drained>(node.Key, new Drained(PeerOf(node))));
        var own = new KeyValuePair<DaemonKey, Drained>(new DaemonKey(DaemonRole.Arbiter, Name), new Drained(null));
        await _drains.SetAsync(isDispatching ? drained.Append(own).ToDictionary() : [], stop);
    }
}
