using Microsoft.Extensions.Logging;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

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
        var inputs = 0;
        while (inputs < _services.Settings.TurnInputs && _queue.Reader.TryRead(out var message))
        {
            switch (message)
            {
                case InputMessage input:
                    messages.Add(input);
                    inputs += input.Inputs.Count;
                    Interlocked.Add(ref _queuedInputs, -input.Inputs.Count);
                    break;
                case PartQuestion question:
                    RunTurns(messages);
                    messages.Clear();
                    inputs = 0;
                    question.Ask(_core);
                    break;
            }
        }

        RunTurns(messages);
    }

    // A message of very many inputs is spread over several turns, so that no frame grows without bound.
    private void RunTurns(List<InputMessage> messages)
    {
        var limit = _services.Settings.TurnInputs;
        var inputs = new List<PartInput>();
        var ends = new List<(InputMessage Message, int Start, int Count)>();
        foreach (var message in messages)
        {
            var first = inputs.Count;
            foreach (var input in message.Inputs)
            {
                inputs.Add(input);
                if (inputs.Count >= limit)
                {
                    ends.Add((message, first, inputs.Count - first));
                    RunTurn(inputs, ends, last: ReferenceEquals(input, message.Inputs[^1]) ? null : message);
                    inputs.Clear();
                    ends.Clear();
                    first = 0;
                }
            }

            if (inputs.Count > first || message.Inputs.Count == 0)
            {
                ends.Add((message, first, inputs.Count - first));
            }
        }

        RunTurn(inputs, ends, last: null);
    }

    private void RunTurn(List<PartInput> inputs, List<(InputMessage Message, int Start, int Count)> ends, InputMessage? last = null)
    {
        var turn = _core.Step(inputs, Now());
        if (turn is null)
        {
            return;
        }

        foreach (var (message, start, count) in ends)
        {
            message.Add(turn.Answers.AsSpan(start, count).ToArray());
        }

        if (turn.FrameType == FrameCodec.ConfigurationFrame)
        {
            _journal.StartSegment(PartOpening.Stamp(_core.Manifest));
            Volatile.Write(ref _facts, PartFacts.Of(_core));
        }

        var sequence = _journal.Append(turn.FrameType, turn.Payload.Span);
        if (sequence != turn.Frame)
        {
            throw new InvalidOperationException(
                $"part {Part}: the journal gave frame {turn.Frame} the number {sequence}; the part cannot go on without it");
        }

        _bytesSinceSnapshot += turn.Payload.Length;
        _services.Counters.Turn(turn.Events, turn.Payload.Length);
        _services.Desk.Cancel(Part, turn.CancelledChecks.Select(check => WorkItem.CheckId(check.Item, check.Occurrence)));
        if (!turn.Checks.IsEmpty)
        {
            _services.Desk.Publish([.. turn.Checks.Select(check => WorkItem.Of(Part, _core.Epoch, check))]);
        }

        _gate.Hold(new HeldTurn(
            turn.Frame,
            [.. turn.Actions.Select(action => WorkItem.Of(Part, _core.Epoch, action))],
            turn.CancelledActions,
            [.. ends.Select(end => end.Message).Where(message => message != last)]));
        _commit.Request();
    }

    private Tsuba.Model.Time.EngineTime Now()
    {
        var now = _clock.Now;
        return now.LogicalMilliseconds >= _core.Time.LogicalMilliseconds
            ? now
            : now with { LogicalMilliseconds = _core.Time.LogicalMilliseconds };
    }

    private void ArmTimer()
    {
        if (_core.NextTimerLogicalMilliseconds is not { } next)
        {
            return;
        }

        var wait = TimeSpan.FromMilliseconds(Math.Max(0, next - _clock.Now.LogicalMilliseconds));
        var longest = TimeSpan.FromHours(1);
        var quantum = _services.Settings.TimerQuantum;
        _timer.Change(wait < quantum ? quantum : wait > longest ? longest : wait, Timeout.InfiniteTimeSpan);
    }

    private void SnapshotIfDue()
    {
        if (_bytesSinceSnapshot < _services.Settings.SnapshotEveryBytes || !_snapshotTask.IsCompleted || _core.Manifest is null)
        {
            return;
        }

        _bytesSinceSnapshot = 0;
        var snapshot = _core.Snapshot();
        _snapshotTask = WriteWhenDurableAsync(snapshot);
    }

    private async Task WriteWhenDurableAsync(PartSnapshot snapshot)
    {
        if (await _commit.WaitDurableAsync(snapshot.Frame, _stop.Token))
        {
            WriteSnapshot(snapshot);
        }
    }

    private void WriteSnapshot(PartSnapshot snapshot)
    {
        try
        {
            var oldest = _snapshots.Write(
                snapshot.Frame, PartCore.SemanticsVersion, Google.Protobuf.MessageExtensions.ToByteArray(snapshot));
            _journal.DropBefore(oldest + 1, _services.Settings.KeepBytes);
            _services.Counters.Snapshot(written: true);
        }
        catch (IOException exception)
        {
            // The journal has everything; the next snapshot is tried when it has grown again.
            _services.Counters.Snapshot(written: false);
            LogSnapshotFailed(_services.Log, Part.Value, exception);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Part {Part}: a snapshot could not be written; the journal is kept")]
    private static partial void LogSnapshotFailed(ILogger log, int part, Exception exception);
}
