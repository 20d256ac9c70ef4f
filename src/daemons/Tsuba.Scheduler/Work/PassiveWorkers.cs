using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Peers;

namespace Tsuba.Scheduler.Work;

/// <summary>
/// Connections to the pollers and reactionners that open none themselves: one loop for each. What a loop does for its worker is the same
/// that happens when a worker calls. Set from one place at a time.
/// </summary>
internal sealed class PassiveWorkers(DaemonContext context, IWorkerDoor door) : IAsyncDisposable
{
    private readonly Dictionary<PeerAddress, (CancellationTokenSource End, Task Loop)> _loops = [];
    private readonly ILogger _log = context.Loggers.CreateLogger<PassiveWorkers>();

    /// <summary>Serves these workers from now on; those that it serves already are not disturbed.</summary>
    internal async Task SetAsync(IReadOnlyCollection<PeerAddress> workers)
    {
        foreach (var gone in _loops.Keys.Where(known => !workers.Contains(known)).ToList())
        {
            await EndAsync(gone);
        }

        foreach (var worker in workers.Where(worker => !_loops.ContainsKey(worker)))
        {
            var end = new CancellationTokenSource();
            _loops.Add(worker, (end, new PassiveWorker(context, worker, door, _log).RunAsync(end.Token)));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _loops.Keys.ToList())
        {
            await EndAsync(worker);
        }
    }

    private async Task EndAsync(PeerAddress worker)
    {
        var (end, loop) = _loops[worker];
        _loops.Remove(worker);
        await end.CancelAsync();
        await loop;
        end.Dispose();
    }
}
