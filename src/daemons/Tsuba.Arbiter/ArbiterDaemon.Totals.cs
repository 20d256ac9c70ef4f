using Microsoft.Extensions.Logging;
using Tsuba.Arbiter.Core.Totals;
using Tsuba.Dispatch.Daemons;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol;

namespace Tsuba.Arbiter;

/// <content>Totals of the site on their way between the schedulers, over the arbiter that leads.</content>
public sealed partial class ArbiterDaemon
{
    // Asked and told each second: what a part tells is with the others two seconds later at most.
    private static readonly TimeSpan ShareInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShareTimeout = TimeSpan.FromSeconds(5);

    // Belongs to the core's loop, as the core does.
    private readonly TotalsBook _totals = new();

    private async Task ShareLoopAsync(DaemonKey key, PeerAddress peer, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(ShareInterval, _context.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var request = await Loop.AskAsync(() => Core.IsWatchedAlive(key) ? _totals.Request(key, Core.Parts) : null, stop);
            if (request is null)
            {
                continue;
            }

            try
            {
                var reply = await _context.Peers.CallAsync(peer, Routes.ShareTotals, request, ShareTimeout, stop);
                await Loop.TellAsync(() => _totals.Take(key, reply), stop);
            }
            catch (PeerCallException missed)
            {
                LogShareMissed(key.ToString(), missed.Message);
            }
        }
    }

    [LoggerMessage(1037, LogLevel.Debug, "No totals of {Daemon}: {Reason}")]
    private partial void LogShareMissed(string daemon, string reason);
}
