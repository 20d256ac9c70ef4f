using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

public sealed partial class WorkCore
{
    /// <summary>Bytes of output that are remembered with a job whose result was taken.</summary>
    private const int RememberedOutput = 1024;

    private SourceQueue Source(string name, TimeSpan now)
    {
        if (!_sources.TryGetValue(name, out var source))
        {
            source = new SourceQueue(name) { UnlinkedSince = now };
            _sources.Add(name, source);
        }

        return source;
    }

    private void Keep(WorkResult result, TimeSpan now)
    {
        Count(result);
        Queue(result, now);
    }

    private void Count(WorkResult result)
    {
        _kept++;
        _keptBytes += result.Bytes;
    }

    /// <summary>Queues a kept result for whoever can take it, or drops it where nobody will.</summary>
    private void Queue(WorkResult result, TimeSpan now)
    {
        var item = _jobs.TryGetValue((result.Item.Part, result.Item.Id), out var job) ? job.Item : result.Item;
        var epoch = _epochs.GetValueOrDefault(item.Part);
        if (item.Epoch < epoch && _options.Restamps && job is not null && _owners.TryGetValue(item.Part, out var heir))
        {
            item = item with { Epoch = epoch, Source = heir };
            job.Item = item;
        }
        else if (item.Epoch < epoch)
        {
            // The new owner leases the job again; until then the outcome stays known, so that it need not run twice.
            _droppedResults++;
            Settle(result, now);
            return;
        }

        var current = ReferenceEquals(item, result.Item) ? result : result with { Item = item };
        var source = Source(item.Source, now);
        if (!source.IsLinked && _owners.TryGetValue(item.Part, out var owner))
        {
            source = Source(owner, now);
        }

        source.Add(current, now);
    }

    // What the former owner took may not have reached its heir. What the heir knows it gives no effect.
    private void TellAgain(PartId part, TimeSpan now)
    {
        if (!_options.Restamps)
        {
            return;
        }

        foreach (var (key, job) in _jobs.ToArray())
        {
            if (key.Part == part && job is { State: JobState.Acknowledged, Outcome: { } outcome } && now - job.SettledAt <= _options.RestampWithin)
            {
                job.State = JobState.Kept;
                Keep(new WorkResult(job.Item, outcome), now);
            }
        }
    }

    /// <summary>Whether the job was not leased again, and its part not given away, since the result was queued.</summary>
    private bool IsCurrent(WorkResult result) =>
        result.Item.Epoch >= _epochs.GetValueOrDefault(result.Item.Part)
        && (!_jobs.TryGetValue((result.Item.Part, result.Item.Id), out var job) || ReferenceEquals(job.Item, result.Item));

    /// <summary>The result is no longer ours to deliver.</summary>
    private void Settle(WorkResult result, TimeSpan now)
    {
        _kept--;
        _keptBytes -= result.Bytes;
        var key = (result.Item.Part, result.Item.Id);
        if (!_jobs.TryGetValue(key, out var job))
        {
            return;
        }

        // What could not be started was not done: its scheduler may try again, here or elsewhere.
        var forgets = IsRecorded(result.Item) && result.Outcome.Failure is not null;
        if (IsRecorded(result.Item))
        {
            RecordSettled(key, forgets);
        }

        if (forgets)
        {
            _jobs.Remove(key);
            return;
        }

        job.State = JobState.Acknowledged;
        job.SettledAt = now;
        if (job.Outcome is { Output.Length: > RememberedOutput } outcome)
        {
            job.Outcome = outcome with { Output = outcome.Output[..RememberedOutput], Truncated = true };
        }

        _remembered.Enqueue(key);
        while (_remembered.Count > _options.Remembered && _remembered.TryDequeue(out var oldest))
        {
            // A job that was leased again meanwhile is queued here a second time and forgotten then.
            if (_jobs.TryGetValue(oldest, out var old) && old.State == JobState.Acknowledged)
            {
                _jobs.Remove(oldest);
            }
        }
    }

    private void OnAnswered(WorkInput.Answered answered, TimeSpan now)
    {
        if (TakeBatch(answered.Source, answered.Batch) is not { } source)
        {
            return;
        }

        var batch = source.TakeSending();
        var postponed = new List<WorkResult>();
        foreach (var result in batch)
        {
            if (answered.Postponed.Contains(result.Item.Part))
            {
                postponed.Add(result);
            }
            else if (!IsCurrent(result))
            {
                Queue(result, now);
            }
            else if (answered.Refused.Contains(result.Item.Part))
            {
                _droppedResults++;
                Settle(result, now);
            }
            else
            {
                _acknowledged++;
                Settle(result, now);
            }
        }

        source.Failures = postponed.Count == 0 ? 0 : source.Failures + 1;
        source.NotBefore = postponed.Count == 0 ? TimeSpan.Zero : now + Pause(source);
        Return(source, postponed, now);
    }

    private void OnFailed(WorkInput.Failed failed, TimeSpan now)
    {
        if (TakeBatch(failed.Source, failed.Batch) is not { } source)
        {
            return;
        }

        _failedBatches++;
        var batch = source.TakeSending();
        source.Failures++;
        source.NotBefore = now + Pause(source);
        Return(source, batch, now);
    }

    /// <summary>Puts a batch back in front; results whose owner changed meanwhile find their new way.</summary>
    private void Return(SourceQueue source, IReadOnlyList<WorkResult> batch, TimeSpan now)
    {
        if (source.IsLinked)
        {
            source.PutBack(batch, now);
            return;
        }

        foreach (var result in batch)
        {
            Queue(result, now);
        }
    }

    private SourceQueue? TakeBatch(string name, long batch) =>
        _sources.TryGetValue(name, out var source) && source.Batch == batch && source.Sending.Count > 0 ? source : null;

    private TimeSpan Pause(SourceQueue source) =>
        RetryPause.After(_options.FirstRetry, _options.LastRetry, source.Failures, _options.Seed);

    /// <summary>Sends what is due; returns when the next could be.</summary>
    private TimeSpan? SendDue(TimeSpan now, ICollection<WorkOutput> outputs)
    {
        TimeSpan? next = null;
        List<SourceQueue>? forgotten = null;
        List<WorkResult>? moved = null;
        foreach (var source in _sources.Values)
        {
            if (source.Sending.Count > 0)
            {
                continue;
            }

            if (!source.IsLinked)
            {
                var end = source.UnlinkedSince + _options.ForgetAfter;
                if (end <= now)
                {
                    (forgotten ??= []).Add(source);
                }
                else
                {
                    next = Earlier(next, end);
                }

                continue;
            }

            if (source.WaitingCount == 0)
            {
                continue;
            }

            var isFull = source.WaitingCount >= _options.BatchResults || source.WaitingBytes >= _options.BatchBytes || _stopping;
            var due = isFull ? source.NotBefore : Later(source.NotBefore, source.WaitingSince + _options.BatchDelay);
            if (due > now)
            {
                next = Earlier(next, due);
                continue;
            }

            foreach (var result in source.TakeBatch(_options.BatchResults, _options.BatchBytes))
            {
                if (IsCurrent(result))
                {
                    source.Sending.Add(result);
                }
                else
                {
                    (moved ??= []).Add(result);
                }
            }

            if (source.Sending.Count > 0)
            {
                source.Batch = ++_batches;
                outputs.Add(new WorkOutput.Send(source.Name, source.Batch, [.. source.Sending]));
            }
        }

        foreach (var result in moved ?? [])
        {
            Queue(result, now);
            next = Earlier(next, now + _options.BatchDelay);
        }

        foreach (var source in forgotten ?? [])
        {
            foreach (var result in source.TakeAll())
            {
                _droppedResults++;
                Settle(result, now);
            }

            _sources.Remove(source.Name);
        }

        return next;
    }

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Earlier(TimeSpan? left, TimeSpan right) => left is { } known && known < right ? known : right;
}
