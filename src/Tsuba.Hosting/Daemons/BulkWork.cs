namespace Tsuba.Hosting.Daemons;

/// <summary>
/// Bulk work of one process: a configuration accepted, a part activated, an image read. It takes several times the memory of what is left of it,
/// and a process that allocates little afterwards would hold that for hours, since its collector has no reason to look. So memory is given back
/// when all such work has been over for a while, in steps, which end where other work begins. Thread-safe.
/// </summary>
public sealed class BulkWork : IDisposable
{
    /// <summary>How long all of it must have been over. Longer than a site needs to pass a configuration on, or a part to another scheduler.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Func<IEnumerable<TimeSpan>> _giveBack;
    private readonly ITimer _timer;
    private IEnumerator<TimeSpan>? _steps;
    private bool _isInStep;
    private int _running;

    /// <summary>Nothing is under way.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="giveBack">Gives memory back, step by step with these pauses between them; called on a thread of the pool.</param>
    public BulkWork(TimeProvider time, Func<IEnumerable<TimeSpan>> giveBack)
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
            _steps = null;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        return new Work(this);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        _steps?.Dispose();
    }

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
        IEnumerator<TimeSpan> steps;
        lock (_lock)
        {
            // The timer may have fired just before other work began.
            if (_running > 0)
            {
                return;
            }

            if (_isInStep)
            {
                _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
                return;
            }

            steps = _steps ??= _giveBack().GetEnumerator();
            _isInStep = true;
        }

        var hasMore = steps.MoveNext();
        lock (_lock)
        {
            _isInStep = false;
            if (ReferenceEquals(steps, _steps))
            {
                _steps = hasMore ? steps : null;
                if (hasMore)
                {
                    _timer.Change(steps.Current, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    private sealed class Work(BulkWork owner) : IDisposable
    {
        private BulkWork? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.End();
    }
}
