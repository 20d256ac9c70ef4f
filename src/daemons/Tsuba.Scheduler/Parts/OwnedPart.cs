using System.Threading.Channels;
using Tsuba.Journal;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// A part that this scheduler owns: its core with one writer loop, its journal with a committing thread, its snapshots, and the
/// gate that holds effects back. The next turn runs while the last one is flushed.
/// </summary>
internal sealed partial class OwnedPart : IAsyncDisposable
{
    private readonly PartServices _services;
    private readonly PartCore _core;
    private readonly SegmentedJournal _journal;
    private readonly SnapshotStore _stored;
    private readonly PartSnapshots _snapshots;
    private readonly PartHistory _history;
    private readonly GroupCommit _commit;
    private readonly DurableGate _gate;
    private readonly PartWriter _writer;
    private readonly EventReader _events;
    private readonly Channel<PartMessage> _queue;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private int _queuedInputs;
    private long _queuedCharacters;
    private Task _snapshotTask = Task.CompletedTask;

    /// <summary>A part from disk; its loop starts with <see cref="Start"/>.</summary>
    public OwnedPart(OpenedPart opened, Epoch epoch, PartServices services)
    {
        _services = services;
        _core = opened.Core;
        _journal = opened.Journal;
        _stored = opened.Snapshots;
        _history = opened.History;
        _gate = new DurableGate(Part, _journal.DurableSequence, services.Desk, services.Clock);
        _commit = new GroupCommit(_journal, $"journal of part {Part}", _gate.LocalDurable);
        _writer = new PartWriter(opened, epoch, services, _gate, _commit.Request);
        _snapshots = new PartSnapshots(opened, _writer, _gate, services);
        _events = new EventReader(_journal);
        Load = new PartLoad(services.Time);
        _queue = Channel.CreateBounded<PartMessage>(new BoundedChannelOptions(services.Settings.QueueMessages)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        _timer = services.Time.CreateTimer(
            _ => _queue.Writer.TryWrite(TickMessage.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _writer.Resume(opened.LacksEvents);
    }

    public PartId Part => _core.Part;

    /// <summary>What others may know of the part, as of the last turn that changed it.</summary>
    public PartFacts Facts => _writer.Facts;

    /// <summary>Time of a turn that would begin now; for questions that run on the loop.</summary>
    public EngineTime Now => _writer.Now();

    public SegmentedJournal Journal => _journal;

    public SnapshotStore Snapshots => _stored;

    public PartHistory History => _history;

    public DurableGate Gate => _gate;

    public EventReader Events => _events;

    public PartLoad Load { get; }

    /// <summary>The writer loop; ends only after <see cref="DisposeAsync"/>, or with the fault that broke it.</summary>
    public Task Loop { get; private set; } = Task.CompletedTask;

    public void Start() => Loop = RunAsync(_stop.Token);

    /// <summary>Gives inputs to the loop; null where its queue is full.</summary>
    public InputMessage? TryEnqueue(IReadOnlyList<PartInput> inputs)
    {
        var message = new InputMessage(inputs);
        if (Volatile.Read(ref _queuedInputs) < _services.Settings.QueueInputs
            && Interlocked.Read(ref _queuedCharacters) < _services.Settings.QueueCharacters)
        {
            Interlocked.Add(ref _queuedInputs, inputs.Count);
            Interlocked.Add(ref _queuedCharacters, message.Characters);
            if (_queue.Writer.TryWrite(message))
            {
                return message;
            }

            Dequeued(message);
        }

        _services.Counters.Full();
        return null;
    }

    /// <summary>Looks at the core between two turns.</summary>
    public async Task<T> AskAsync<T>(Func<PartCore, T> ask, CancellationToken cancellationToken)
    {
        var question = new QuestionMessage<T>(ask);
        await _queue.Writer.WriteAsync(question, cancellationToken);
        return await question.Done.WaitAsync(cancellationToken);
    }

    /// <summary>Puts a configuration into force under an epoch and at least a version of the rules; true when durable, false where the queue is full.</summary>
    public async Task<bool> ActivateAsync(Epoch epoch, ConfigurationStep configuration, uint semantics, CancellationToken cancellationToken)
    {
        var inputs = await AskAsync(_ => _writer.TakeOver(epoch, configuration, semantics), cancellationToken);
        if (inputs.Count == 0)
        {
            return true;
        }

        if (TryEnqueue(inputs) is not { } message)
        {
            return false;
        }

        await message.Done.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>Waits until a frame may be told.</summary>
    public async ValueTask WaitMarkAsync(ulong frame, CancellationToken cancellationToken)
    {
        var moved = _gate.MarkMoved.Next;
        while (_gate.Mark < frame)
        {
            await moved.WaitAsync(cancellationToken);
            moved = _gate.MarkMoved.Next;
        }
    }

    /// <summary>Ends the loop, writes a last snapshot where asked, and closes the files.</summary>
    public async Task StopAsync(bool withSnapshot, CancellationToken deadline)
    {
        await _stop.CancelAsync();
        _queue.Writer.TryComplete();
        await Loop.WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_queue.Reader.TryRead(out var message))
        {
            message.Abandon();
        }

        await _snapshotTask.WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _commit.Dispose();
        if (withSnapshot && Loop.IsCompleted && !Loop.IsFaulted && _snapshots.TakeLast() is { } last)
        {
            _snapshots.Write(last);
        }

        LogStopped(_services.Log, Part.Value, _core.Frame, _stored.NewestSequence(), _journal.DurableSequence);
        _gate.Abandon();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await StopAsync(withSnapshot: false, CancellationToken.None);
        }

        await _timer.DisposeAsync();
        _services.Desk.DropPart(Part);
        _commit.Dispose();
        _journal.Dispose();
        _stop.Dispose();
    }

    private void Dequeued(InputMessage message)
    {
        Interlocked.Add(ref _queuedInputs, -message.Inputs.Count);
        Interlocked.Add(ref _queuedCharacters, -message.Characters);
    }
}
