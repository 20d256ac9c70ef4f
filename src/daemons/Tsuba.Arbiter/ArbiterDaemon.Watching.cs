using Tsuba.Dispatch.Daemons;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
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
                    beats.Add(BeatAsync(key, watched.Peer, watched.Timers.Timeout, ++sequence, stop));
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        finally
        {
            await Task.WhenAll(beats).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAsync(DaemonKey key, PeerAddress peer, TimeSpan timeout, ulong sequence, CancellationToken stop)
    {
        var asked = _clock.Now;
        var request = new HeartbeatRequest { Arbiter = Name, Term = Core.Term, UtcMs = asked.UtcMilliseconds, Sequence = sequence };
        try
        {
            var reply = await _context.Peers.CallAsync(peer, Routes.Heartbeat, request, timeout, stop);
            await Loop.TellAsync(() => Core.Heard(key, reply, asked, _clock.Now), stop);
        }
        catch (PeerCallException missed)
        {
            LogBeatMissed(key.ToString(), missed.Message);
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        var nodes = await Loop.AskAsync(() => Core.Watched, stop);
        await _heartbeats.SetAsync(nodes.ToDictionary(node => node.Key, node => (PeerOf(node), node.Timers)), stop);
        await _drains.SetAsync(nodes.Where(node => node.Role is DaemonRole.Receiver or DaemonRole.Broker).ToDictionary(node => node.Key, PeerOf), stop);
    }
}
