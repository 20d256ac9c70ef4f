namespace Tsuba.Scheduler;

/// <summary>Holds an answer back until there is something to say or the caller's patience ends.</summary>
internal static class LongPoll
{
    private const int MaxWaitMilliseconds = 60_000;

    /// <summary>Tries now and after each signal; the last try's outcome is the answer even if it is empty.</summary>
    /// <param name="attempt">Returns null where there is nothing yet, unless it is told that this is the last try.</param>
    /// <param name="signal">Raised when another try may succeed.</param>
    /// <param name="waitMilliseconds">The caller's patience.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The caller went away, or the daemon stops.</param>
    public static async ValueTask<T> RunAsync<T>(
        Func<bool, T?> attempt, Signal signal, int waitMilliseconds, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        var changed = signal.Next;
        if (attempt(waitMilliseconds <= 0) is { } first)
        {
            return first;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = Task.Delay(TimeSpan.FromMilliseconds(Math.Min(waitMilliseconds, MaxWaitMilliseconds)), time, patience.Token);
        try
        {
            while (true)
            {
                var woken = await Task.WhenAny(changed, end);
                cancellationToken.ThrowIfCancellationRequested();
                changed = signal.Next;
                if (attempt(woken == end) is { } answer)
                {
                    return answer;
                }
            }
        }
        finally
        {
            await patience.CancelAsync();
        }
    }
}
