using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A part that a scheduler owns: the real writer and gate, with turns and flushes as planned actions instead of loops.</summary>
internal sealed class SimulatedPart
{
    private readonly SimulatedScheduler _scheduler;
    private readonly PartWriter _writer;
    private readonly List<InputMessage> _inbox = [];
    private readonly List<(Func<bool> MayLeave, Action Leave)> _waiting = [];
    private readonly PartSnapshots _snapshots;
    private ulong _noted;
    private ulong _read;
    private WrittenFrame? _written;
    private bool _isClosed;
    private bool _isTurnPlanned;
    private bool _isCommitPlanned;
    private bool _isSnapshotUnderWay;

    public SimulatedPart(SimulatedScheduler scheduler, OpenedPart opened, PartRecord record, PartServices services)
    {
        _scheduler = scheduler;
        Opened = opened;
        var epoch = Epoch.FromPacked(record.Epoch);
        Gate = new DurableGate(new PartId(record.Part), opened.Journal.DurableSequence, services.Desk, services.Clock);
        _writer = new PartWriter(opened, epoch, services, Gate, RequestCommit);
        _snapshots = new PartSnapshots(opened, _writer, Gate, services);
        Events = new EventReader(opened.Journal);
        _noted = opened.Core.Frame;
        _read = opened.Core.Frame;
        _written = scheduler.CameFrom(opened);
        _writer.Resume(opened.LacksEvents);
        Note();
        Gate.SetFollower(record.Peer?.Name);
    }

    public OpenedPart Opened { get; }

    public DurableGate Gate { get; }

    public EventReader Events { get; }

    public PartFacts Facts => _writer.Facts;

    public bool IsProtected => Gate.FollowerDurable > 0;

    /// <summary>All that the part's durable state came from; null: nothing.</summary>
    public WrittenFrame? Written()
    {
        if (Opened.Journal.DurableSequence > _read)
        {
            _written = _scheduler.Frames.Committed(Opened, _read + 1, _written);
            _read = Opened.Journal.DurableSequence;
        }

        return _written;
    }

    /// <summary>Runs under an epoch; <paramref name="respond"/> is called when that is durable.</summary>
    public void Activate(ActivatePartRequest request, Action respond)
    {
        var step = new ConfigurationStep(request.Manifest, _scheduler.Load(Opened.Core.Part, request.Manifest)) { Leaving = [.. request.Leaving], Awaited = [.. request.Awaited] };
        Enqueue(_writer.TakeOver(Epoch.FromPacked(request.Stamp.Epoch), step, request.Semantics), _ => respond());
    }

    /// <summary>Gives inputs to the next turn.</summary>
    public void Enqueue(IReadOnlyList<PartInput> inputs, Action<InputMessage> respond)
    {
        var message = new InputMessage(inputs);
        if (inputs.Count == 0)
        {
            respond(message);
            return;
        }

        _inbox.Add(message);
        _waiting.Add((() => _scheduler.MayAnswer(message), () => respond(message)));
        PlanTurn();
    }

    /// <summary>Does something when everything up to a frame may be told.</summary>
    public void WhenTold(ulong frame, Action action)
    {
        _waiting.Add((() => Gate.Mark >= frame, action));
        Release();
    }

    /// <summary>What the loops of a scheduler do from time to time.</summary>
    public void Maintain()
    {
        Gate.Check();
        Release();
        if (Opened.Core.NextTimerLogicalMilliseconds <= _writer.LogicalMilliseconds)
        {
            PlanTurn();
        }
    }

    /// <summary>Ends in order: what came in and was not looked at is given up, and the state is stored.</summary>
    public void Stop()
    {
        Opened.Journal.Commit();
        Written();
        if (_snapshots.TakeLast() is { } last)
        {
            Store(last);
        }
    }

    public void Close()
    {
        _isClosed = true;
        _waiting.Clear();
        Opened.Journal.Dispose();
    }

    public void Release()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        foreach (var entry in _waiting.Where(entry => entry.MayLeave()).ToArray())
        {
            _waiting.Remove(entry);
            entry.Leave();
        }
    }

    private void PlanTurn()
    {
        if (!_isTurnPlanned)
        {
            _isTurnPlanned = true;
            _scheduler.After(1, Turn);
        }
    }

    private void Turn()
    {
        _isTurnPlanned = false;
        if (_isClosed)
        {
            return;
        }

        InputMessage[] messages = [.. _inbox];
        _inbox.Clear();
        _writer.Run(messages);
        Note();
        SnapshotIfDue();
        Release();
    }

    private void Note()
    {
        while (_noted < Opened.Core.Frame)
        {
            _scheduler.Wrote(Opened.Core, ++_noted);
        }
    }

    private void RequestCommit()
    {
        if (!_isCommitPlanned)
        {
            _isCommitPlanned = true;
            _scheduler.After(_scheduler.Chance(2, 200), Commit);
        }
    }

    private void Commit()
    {
        _isCommitPlanned = false;
        if (_isClosed)
        {
            return;
        }

        if (!Opened.Journal.Commit())
        {
            RequestCommit();
        }

        Written();
        Gate.LocalDurable(Opened.Journal.DurableSequence);
        Release();
        _scheduler.AnswerWaiting();
    }

    private void SnapshotIfDue()
    {
        if (!_isSnapshotUnderWay && _snapshots.TakeIfDue() is { } snapshot)
        {
            _isSnapshotUnderWay = true;
            StoreWhenDurable(snapshot);
        }
    }

    private void StoreWhenDurable(PartSnapshot snapshot) => _scheduler.After(_scheduler.Chance(1, 200), () =>
    {
        if (_isClosed)
        {
            return;
        }

        if (!_scheduler.MayStore(this, snapshot))
        {
            StoreWhenDurable(snapshot);
            return;
        }

        Store(snapshot);
        _isSnapshotUnderWay = false;
    });

    private void Store(PartSnapshot snapshot)
    {
        _scheduler.Say($"stores part {snapshot.Part} at frame {snapshot.Frame}");
        _scheduler.Frames.Stored(snapshot, Written());
        _snapshots.Write(snapshot);
        _scheduler.Stored(this);
    }
}
