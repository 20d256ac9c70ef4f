namespace Tsuba.Hosting.Daemons;

/// <summary>
/// Bulk work of one process: a configuration accepted, a part activated, an image read. It takes several times the memory of what is left of it,
/// and a process that allocates little afterwards would hold that for hours, since its collector has no reason to look. So memory is given back
/// once, when all such work has been over for a while. Thread-safe.
/// </summary>
public sealed class BulkWork : IDisposable
{
    /// <summary>How long all of it must have been over. Longer than a site needs to pass a configuration on, or a part to another scheduler.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Action _giveBack;
    private readonly ITimer _timer;
    private int _running;

    /// <summary>Nothing is under way.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="giveBack">Gives memory back; called on a thread of the pool.</param>
    public BulkWork(TimeProvider time, Action giveBack)
    {
        _giveBack = giveBack;
        _timer = time.CreateTimer(_ => GiveBack(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Work begins, and goes on until the result is disposed of; meanwhile no memory is given back, so a takeover does not wait for it.</summary>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            _running++;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        return new Work(this);
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void End()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void GiveBack()
    {
        lock (_lock)
        {
            // The timer may have fired just before other work began.
            if (_running > 0)
            {
                return;
            }
        }

        _giveBack();
    }

    private sealed class Work(BulkWork owner) : IDisposable
    {
        private BulkWork? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.End();
    }
}
