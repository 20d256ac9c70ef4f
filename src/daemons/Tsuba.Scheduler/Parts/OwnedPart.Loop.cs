using Microsoft.Extensions.Logging;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Parts;

/// <content>The writer loop.</content>
internal sealed partial class OwnedPart
{
    private async Task RunAsync(CancellationToken stop)
    {
        await Task.Yield();
        var messages = new List<InputMessage>();
        while (true)
        {
            ArmTimer();
            if (!await _queue.Reader.WaitToReadAsync(stop))
            {
                return;
            }

            // A disk that does not keep up slows the part down instead of filling the memory.
            if (_journal.PendingBytes > _services.Settings.PendingBytes)
            {
                await _commit.WaitDurableAsync(_core.Frame, stop);
            }

            TakeTurns(messages);
            SnapshotIfDue();
        }
    }

    private void TakeTurns(List<InputMessage> messages)
    {
        messages.Clear();
        var began = _services.Time.GetTimestamp();
        var (inputs, characters, all) = (0, 0L, 0);
        while (inputs < _services.Settings.TurnInputs && characters < _services.Settings.TurnCharacters && _queue.Reader.TryRead(out var message))
        {
            switch (message)
            {
                case InputMessage input:
                    messages.Add(input);
                    inputs += input.Inputs.Count;
                    all += input.Inputs.Count;
                    characters += input.Characters;
                    Dequeued(input);
                    break;
                case PartQuestion question:
                    _writer.Run(messages);
                    messages.Clear();
                    (inputs, characters) = (0, 0);
                    question.Ask(_core);
                    break;
            }
        }

        _writer.Run(messages);
        Load.Add(all, began);
    }

    private void ArmTimer()
    {
        if (_core.NextTimerLogicalMilliseconds is not { } next)
        {
            return;
        }

        var wait = TimeSpan.FromMilliseconds(Math.Max(0, next - _writer.LogicalMilliseconds));
        var longest = TimeSpan.FromHours(1);
        var quantum = _services.Settings.TimerQuantum;
        _timer.Change(wait < quantum ? quantum : wait > longest ? longest : wait, Timeout.InfiniteTimeSpan);
    }

    private void SnapshotIfDue()
    {
        if (_snapshotTask.IsCompleted && _snapshots.TakeIfDue() is { } snapshot)
        {
            _snapshotTask = WriteWhenDurableAsync(snapshot);
        }
    }

    private async Task WriteWhenDurableAsync(PartSnapshot snapshot)
    {
        if (await _commit.WaitDurableAsync(snapshot.Frame, _stop.Token))
        {
            _snapshots.Write(snapshot);
        }
    }

    [LoggerMessage(2002, LogLevel.Information, "Part {Part} stops at frame {Frame}; newest snapshot {Snapshot}, durable {Durable}")]
    private static partial void LogStopped(ILogger log, int part, ulong frame, ulong snapshot, ulong durable);
}
