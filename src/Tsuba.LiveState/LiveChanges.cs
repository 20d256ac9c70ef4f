using System.Numerics;

namespace Tsuba.LiveState;

/// <summary>
/// Tells readers that something changed, without polling and without a cost for the writer while nobody waits. A reader takes
/// <see cref="NextAsync"/> before it looks, and waits for it if what it saw is not enough: no change falls in between.
/// </summary>
public sealed class LiveChanges
{
    private readonly long[] _counts = new long[BitOperations.PopCount((uint)LiveChange.All)];
    private TaskCompletionSource? _next;

    /// <summary>How often changes of these kinds were told; grows.</summary>
    public long Count(LiveChange kinds)
    {
        var sum = 0L;
        for (var kind = 0; kind < _counts.Length; kind++)
        {
            sum += ((int)kinds & (1 << kind)) == 0 ? 0 : Volatile.Read(ref _counts[kind]);
        }

        return sum;
    }

    /// <summary>Whether somebody waits.</summary>
    public bool HasWaiter => Volatile.Read(ref _next) is not null;

    /// <summary>Ends with the next change of any kind.</summary>
    public Task NextAsync()
    {
        var next = Volatile.Read(ref _next);
        if (next is null)
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            next = Interlocked.CompareExchange(ref _next, made, null) ?? made;
        }

        return next.Task;
    }

    /// <summary>By the one writer, behind what it published.</summary>
    internal void Tell(LiveChange kinds)
    {
        for (var kind = 0; kind < _counts.Length; kind++)
        {
            if (((int)kinds & (1 << kind)) != 0)
            {
                Interlocked.Increment(ref _counts[kind]);
            }
        }

        Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }
}
