namespace Tsuba.Modules.History.Storage;

/// <summary>Tells any number of readers that something was kept, at no cost for the writer while nobody waits.</summary>
internal sealed class NextBatch
{
    private TaskCompletionSource? _next;

    /// <summary>Ends with the next batch.</summary>
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

    /// <summary>By the writer, when a batch is on disk.</summary>
    public void Tell() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}
