namespace Tsuba.Execution.Work;

/// <summary>The results that wait for one source, oldest first, and what is known of sending to it.</summary>
internal sealed class SourceQueue(string name)
{
    private readonly Queue<WorkResult> _waiting = new();

    internal string Name { get; } = name;

    internal bool IsLinked { get; set; }

    /// <summary>Since when it is not among the links.</summary>
    internal TimeSpan UnlinkedSince { get; set; }

    /// <summary>The batch under way; empty: none.</summary>
    internal List<WorkResult> Sending { get; private set; } = [];

    internal long Batch { get; set; }

    internal int Failures { get; set; }

    internal TimeSpan NotBefore { get; set; }

    /// <summary>When the oldest waiting result came.</summary>
    internal TimeSpan WaitingSince { get; private set; }

    internal long WaitingBytes { get; private set; }

    internal int WaitingCount => _waiting.Count;

    internal void Add(WorkResult result, TimeSpan now)
    {
        if (_waiting.Count == 0)
        {
            WaitingSince = now;
        }

        _waiting.Enqueue(result);
        WaitingBytes += result.Bytes;
    }

    internal List<WorkResult> TakeSending()
    {
        var batch = Sending;
        Sending = [];
        return batch;
    }

    internal WorkResult[] TakeBatch(int maxResults, long maxBytes)
    {
        var batch = new List<WorkResult>(Math.Min(maxResults, _waiting.Count));
        var bytes = 0L;
        while (batch.Count < maxResults && _waiting.TryPeek(out var next) && (batch.Count == 0 || bytes + next.Bytes <= maxBytes))
        {
            bytes += next.Bytes;
            WaitingBytes -= next.Bytes;
            batch.Add(_waiting.Dequeue());
        }

        return [.. batch];
    }

    /// <summary>Takes everything out that waits.</summary>
    internal WorkResult[] TakeAll() => TakeBatch(int.MaxValue, long.MaxValue);

    /// <summary>Puts results before those that wait, in their order.</summary>
    internal void PutBack(IReadOnlyList<WorkResult> results, TimeSpan now)
    {
        if (results.Count == 0)
        {
            return;
        }

        var later = TakeAll();
        foreach (var result in results)
        {
            Add(result, now);
        }

        foreach (var result in later)
        {
            Add(result, now);
        }
    }
}
