namespace Tsuba.Journal;

/// <summary>
/// Commits a journal on a thread of its own: everything appended while one flush runs goes into the next, so the cost of a
/// flush is shared. A thread and not a task, since a flush blocks for milliseconds. Retries a failed commit every second.
/// </summary>
public sealed class GroupCommit : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly SegmentedJournal _journal;
    private readonly Action<ulong> _durableChanged;
    private readonly Thread _thread;

    // Guards the three members below; also what the thread sleeps on.
    private readonly object _gate = new();
    private readonly PriorityQueue<TaskCompletionSource<bool>, ulong> _waiters = new();
    private bool _wanted;
    private bool _stopping;

    /// <summary>Starts the thread.</summary>
    /// <param name="journal">Committed by nobody else.</param>
    /// <param name="name">Of the thread.</param>
    /// <param name="durableChanged">Called on the thread with each new durable mark; must be short and must not throw.</param>
    public GroupCommit(SegmentedJournal journal, string name, Action<ulong> durableChanged)
    {
        _journal = journal;
        _durableChanged = durableChanged;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Commits that succeeded.</summary>
    public long Commits { get; private set; }

    /// <summary>Commits that failed.</summary>
    public long Failures { get; private set; }

    /// <summary>Asks for a commit of everything appended so far; returns at once.</summary>
    public void Request()
    {
        lock (_gate)
        {
            _wanted = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Asks for a commit and waits for it; false where the journal was closed before the frame became durable.</summary>
    public async ValueTask<bool> WaitDurableAsync(ulong sequence, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> waiter;
        lock (_gate)
        {
            if (_journal.DurableSequence >= sequence)
            {
                return true;
            }

            if (_stopping)
            {
                return false;
            }

            waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(waiter, sequence);
            _wanted = true;
            Monitor.Pulse(_gate);
        }

        return await waiter.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Tries a last commit, answers who waits, and ends the thread. The journal stays open.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        var isLast = false;
        while (!isLast)
        {
            lock (_gate)
            {
                while (!_wanted && !_stopping)
                {
                    Monitor.Wait(_gate);
                }

                isLast = _stopping;
                _wanted = false;
            }

            CommitOnce();
        }

        lock (_gate)
        {
            while (_waiters.TryDequeue(out var waiter, out _))
            {
                waiter.TrySetResult(false);
            }
        }
    }

    private void CommitOnce()
    {
        var before = _journal.DurableSequence;
        var succeeded = _journal.Commit();
        var durable = _journal.DurableSequence;
        if (durable != before)
        {
            _durableChanged(durable);
        }

        lock (_gate)
        {
            while (_waiters.TryPeek(out var waiter, out var sequence) && sequence <= durable)
            {
                _waiters.Dequeue();
                waiter.TrySetResult(true);
            }

            if (succeeded)
            {
                Commits++;
            }
            else
            {
                Failures++;
                _wanted = true;
                if (!_stopping)
                {
                    Monitor.Wait(_gate, RetryDelay);
                }
            }
        }
    }
}
