using Microsoft.Extensions.Logging;
using Tsuba.Modules;

namespace Tsuba.Hosting.Modules;

/// <summary>Takes batches from the queue and gives them to the module, until it has kept them.</summary>
internal sealed partial class ModuleRunner
{
    // What one delivery to a module that gathers may hold; at least one batch, which a reader bounds by itself.
    private const int MostGathered = 256;
    private const long MostGatheredBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Taken from the queue and not kept yet: a module that is made anew gets them first.
    private readonly List<EventBatch> _taken = [];
    private long _deliveredAt;

    private async Task DeliverAsync(IBrokerModule module, CancellationToken stop)
    {
        while (_taken.Count > 0 || await TakeAsync(module as IGatheringModule, stop))
        {
            try
            {
                await HandleAsync(module, stop);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                Complain(failure.Message);
                LogDeliveryFailed(Name, failure.Message);
                await Task.Delay(RetryPause, _time, stop);
                continue;
            }

            _deliveredAt = _time.GetTimestamp();
            lock (_lock)
            {
                _delivered += _taken.Sum(static batch => (long)batch.Events);
                _pendingBytes -= _taken.Sum(static batch => batch.Bytes);
                _taken.Clear();
            }
        }

        _drained.TrySetResult();
    }

    private ValueTask HandleAsync(IBrokerModule module, CancellationToken stop) => module is IGatheringModule gathering
        ? gathering.HandleAsync([.. _taken.Select(static batch => batch.Content)], stop)
        : module.HandleAsync(_taken[0].Content.Part, _taken[0].Content.Frames, stop);

    // False when the queue has ended.
    private async ValueTask<bool> TakeAsync(IGatheringModule? gathering, CancellationToken stop)
    {
        if (!await _queue.Reader.WaitToReadAsync(stop))
        {
            return false;
        }

        if (gathering is null)
        {
            return Take();
        }

        if (_deliveredAt != 0 && gathering.Pace - _time.GetElapsedTime(_deliveredAt) is { Ticks: > 0 } left)
        {
            // A runner that is to end does not wait for more.
            await Task.WhenAny(Task.Delay(left, _time, stop), _ending.Task);
        }

        while (_taken.Count < MostGathered && _taken.Sum(static batch => batch.Bytes) < MostGatheredBytes && Take())
        {
        }

        return _taken.Count > 0;
    }

    private bool Take()
    {
        if (!_queue.Reader.TryRead(out var batch))
        {
            return false;
        }

        _taken.Add(batch);
        return true;
    }

    /// <summary>For a module that wants no events: forgets those that came before it said so.</summary>
    private Task DiscardAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            while (_queue.Reader.TryRead(out var batch))
            {
                _received -= batch.Events;
                _pendingBytes -= batch.Bytes;
            }
        }

        _drained.TrySetResult();
        return Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
    }

    private void Complain(string fault)
    {
        lock (_lock)
        {
            _fault = fault;
        }
    }

    [LoggerMessage(8022, LogLevel.Warning, "Module {Name} did not keep a batch of events, it gets it again: {Why}")]
    private partial void LogDeliveryFailed(string name, string why);
}
