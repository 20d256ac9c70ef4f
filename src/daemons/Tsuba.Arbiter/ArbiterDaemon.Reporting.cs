using Google.Protobuf;
using Tsuba.Dispatch.Daemons;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

/// <content>The site on its way from the arbiter that leads to a broker, whose modules show the daemons.</content>
public sealed partial class ArbiterDaemon
{
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookForChanges = TimeSpan.FromSeconds(1);

    // So often even without a change: what changes all the time (gauges, when a daemon was seen last) is no reason of its own.
    private static readonly TimeSpan ReportAnyway = TimeSpan.FromSeconds(10);

    private async Task ReportLoopAsync(DaemonKey key, PeerAddress peer, CancellationToken stop)
    {
        var sent = ByteString.Empty;
        var sentAt = _context.Time.GetTimestamp();
        using var timer = new PeriodicTimer(LookForChanges, _context.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (!await Loop.AskAsync(() => Core.IsWatchedAlive(key), stop))
            {
                sent = ByteString.Empty;
                continue;
            }

            var site = await StatusAsync(stop);
            var lasting = Lasting(site);
            if (lasting == sent && _context.Time.GetElapsedTime(sentAt) < ReportAnyway)
            {
                continue;
            }

            // A failure is not repeated each second either.
            sent = lasting;
            sentAt = _context.Time.GetTimestamp();
            try
            {
                await _context.Peers.CallAsync(peer, Routes.PutSite, new PutSiteRequest { Site = site }, ReportTimeout, stop);
            }
            catch (PeerCallException failed)
            {
                LogActionFailed($"site for broker {key.Name}", failed.Message);
            }
        }
    }

    private static ByteString Lasting(StatusReply site)
    {
        var lasting = site.Clone();
        lasting.Gauges.Clear();
        foreach (var daemon in lasting.Daemons)
        {
            daemon.Gauges.Clear();
            daemon.LastSeenUtcMs = 0;
            daemon.SkewSeconds = 0;
        }

        return lasting.ToByteString();
    }
}
