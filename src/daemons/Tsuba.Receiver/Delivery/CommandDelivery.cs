using Tsuba.Hosting.Commands;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Core;

namespace Tsuba.Receiver.Delivery;

/// <summary>
/// The shell of <see cref="CommandOutlet"/>: answers the arbiter's drain and calls the owners. One lock covers the outlet; no call is made under it.
/// </summary>
internal sealed class CommandDelivery
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly CommandOutlet _outlet;
    private readonly IPeers _peers;
    private readonly TimeProvider _time;
    private Dictionary<string, PeerAddress> _schedulers = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="outlet">What is to be delivered.</param>
    /// <param name="peers">Calls to schedulers.</param>
    /// <param name="time">The clock.</param>
    public CommandDelivery(CommandOutlet outlet, IPeers peers, TimeProvider time)
    {
        _outlet = outlet;
        _peers = peers;
        _time = time;
    }

    /// <summary>Where the answers of owners go, and who drains.</summary>
    public CommandBuffer? Buffer { get; set; }

    /// <summary>Commands that owners took straight, and that the arbiter took.</summary>
    public (long Direct, long ViaArbiter) Counts
    {
        get
        {
            lock (_gate)
            {
                return _outlet.Counts;
            }
        }
    }

    /// <summary>Why nothing is given to the arbiter at present; null: it is.</summary>
    public string? Failure
    {
        get
        {
            lock (_gate)
            {
                return _outlet.Failure;
            }
        }
    }

    /// <summary>Takes what the arbiter said about hosts and owners.</summary>
    public void Use(HostMap map, PutLinksRequest links)
    {
        lock (_gate)
        {
            _schedulers = links.Daemons
                .Where(daemon => daemon.Role == "scheduler")
                .DistinctBy(daemon => daemon.Name, StringComparer.Ordinal)
                .ToDictionary(daemon => daemon.Name, daemon => new PeerAddress(DaemonRole.Scheduler, daemon.Name, daemon.Host, daemon.Port), StringComparer.Ordinal);
            _outlet.Use(map, links);
        }

        Wake();
    }

    /// <summary>What the arbiter is given.</summary>
    public DrainReply Drain(DrainRequest request, int most)
    {
        lock (_gate)
        {
            return _outlet.Drain(request, most);
        }
    }

    /// <summary>Gives commands to owners until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var calls = new HashSet<Task>();
        while (!stop.IsCancellationRequested)
        {
            var changed = Volatile.Read(ref _changed).Task;
            var arrival = Buffer?.Arrival ?? Task.CompletedTask;
            foreach (var (batch, scheduler) in Step())
            {
                calls.Add(SendAsync(batch, scheduler, stop));
            }

            calls.RemoveWhere(call => call.IsCompleted);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(changed, arrival, Task.Delay(HasWork ? Tick : Timeout.InfiniteTimeSpan, _time, timer.Token));
            await timer.CancelAsync();
        }

        await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool HasWork
    {
        get
        {
            lock (_gate)
            {
                return _outlet.HasWork;
            }
        }
    }

    private long Now => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    private List<(DirectBatch Batch, PeerAddress? Scheduler)> Step()
    {
        bool hasMoreForArbiter;
        List<(DirectBatch, PeerAddress?)> batches;
        lock (_gate)
        {
            var before = _outlet.ForArbiter;
            batches = _outlet.Step(Now).ConvertAll(batch => (batch, _schedulers.GetValueOrDefault(batch.Owner.Scheduler)));
            hasMoreForArbiter = _outlet.ForArbiter > before;
        }

        if (hasMoreForArbiter)
        {
            Buffer?.Wake();
        }

        return batches;
    }

    private async Task SendAsync(DirectBatch batch, PeerAddress? scheduler, CancellationToken stop)
    {
        ApplyCommandsReply? reply = null;
        if (scheduler is not null)
        {
            try
            {
                reply = await _peers.CallAsync(scheduler, Routes.ApplyCommands, batch.Request(), CallLimit, stop);
            }
            catch (PeerCallException)
            {
                // Counted by the peer's connection; the lane tries again and falls back to the arbiter.
                reply = null;
            }
        }

        IReadOnlyList<CommandAnswer> answers;
        lock (_gate)
        {
            answers = _outlet.Take(batch, reply, Now);
        }

        foreach (var answer in answers)
        {
            Buffer?.Take(answer);
        }

        Wake();
    }

    private void Wake()
    {
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        Buffer?.Wake();
    }
}
