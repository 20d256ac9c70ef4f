namespace Tsuba.Execution.Work;

/// <summary>Lets those who ask for jobs wait until there is room. Its lock is held for a few instructions and covers nothing else.</summary>
internal sealed class LeaseGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _opened;
    private int _capacity;

    /// <summary>Tells how many jobs may be asked for.</summary>
    internal void Set(int capacity)
    {
        TaskCompletionSource? opened = null;
        lock (_lock)
        {
            _capacity = capacity;
            if (capacity > 0)
            {
                (opened, _opened) = (_opened, null);
            }
        }

        opened?.TrySetResult();
    }

    /// <summary>Waits for room; how many jobs may be asked for.</summary>
    internal async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (_capacity > 0)
                {
                    return _capacity;
                }

                _opened ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                opened = _opened.Task;
            }

            await opened.WaitAsync(cancellationToken);
        }
    }
}
