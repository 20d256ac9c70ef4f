namespace Tsuba.Execution.Work;

public sealed partial class WorkLoop
{
    /// <summary>Makes the lease loops follow the links.</summary>
    private void FollowLinks()
    {
        var links = _links;
        foreach (var known in _sources.Values.Where(known => !links.Contains(known.Source)).ToArray())
        {
            known.Leasing.Cancel();
            known.Leasing.Dispose();
            _sources.Remove(known.Source.Name);
        }

        foreach (var source in links)
        {
            if (_stage == Stage.Working && !_sources.ContainsKey(source.Name))
            {
                var leasing = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                _sources.Add(source.Name, new SourceLink(source, leasing));
                _calls.Add(LeaseAsync(source, leasing.Token));
            }
        }
    }

    private void StopLeasing()
    {
        foreach (var source in _sources.Values)
        {
            source.Leasing.Cancel();
        }
    }

    /// <summary>Asks one source for jobs until it is told to stop.</summary>
    private async Task LeaseAsync(IWorkSource source, CancellationToken stop)
    {
        var failures = 0;
        try
        {
            while (true)
            {
                var capacity = await _gate.WaitAsync(stop);
                var outcome = await source.LeaseAsync(capacity, stop);
                if (!outcome.Items.IsEmpty)
                {
                    Post(new WorkInput.Leased(outcome.Items));
                }

                failures = outcome.Reached ? 0 : failures + 1;
                var pause = outcome.Reached
                    ? _options.LeasePause
                    : RetryPause.After(_options.FirstRetry, _options.LastRetry, failures, _options.Core.Seed);
                await Task.Delay(pause, _time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // This is how the loop ends: the source left the links, or the daemon stops.
            return;
        }
        catch (Exception fault)
        {
            End(fault);
        }
    }

    private async Task SendAsync(IWorkSource source, WorkOutput.Send send)
    {
        try
        {
            var outcome = await source.SendAsync(send.Results, _end.Token);
            Post(outcome.Reached
                ? new WorkInput.Answered(send.Source, send.Batch, outcome.Refused, outcome.Postponed)
                : new WorkInput.Failed(send.Source, send.Batch));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            Post(new WorkInput.Failed(send.Source, send.Batch));
        }
        catch (Exception fault)
        {
            End(fault);
        }
    }

    // Not cut off by the end of the loop: the record answers within a limit of its own.
    private async Task RecordAsync(IWorkRecord record, WorkOutput.Record entries)
    {
        try
        {
            Post(new WorkInput.Recorded(entries.Number, await record.WriteAsync(entries.Entries, CancellationToken.None)));
        }
        catch (Exception fault)
        {
            End(fault);
        }
    }

    /// <summary>A bug in a source: it ends the loop, which ends the process.</summary>
    private void End(Exception fault) => _inputs.Writer.TryComplete(fault);

    private sealed record SourceLink(IWorkSource Source, CancellationTokenSource Leasing);
}
