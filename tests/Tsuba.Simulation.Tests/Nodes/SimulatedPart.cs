using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A part that a scheduler owns: the real writer and gate, with turns and flushes as planned actions instead of loops.</summary>
internal sealed class SimulatedPart
{
    private readonly SimulatedScheduler _scheduler;
    private readonly PartWriter _writer;
    private readonly List<InputMessage> _inbox = [];
    private readonly List<(Func<bool> MayLeave, Action Leave)> _waiting = [];
    private ulong _noted;
    private bool _isClosed;
    private bool _isTurnPlanned;
    private bool _isCommitPlanned;

    public SimulatedPart(SimulatedScheduler scheduler, OpenedPart opened, PartRecord record, PartServices services)
    {
        _scheduler = scheduler;
        Opened = opened;
        var epoch = Epoch.FromPacked(record.Epoch);
        Gate = new DurableGate(new PartId(record.Part), opened.Journal.DurableSequence, services.Desk, services.Clock);
        _writer = new PartWriter(opened, epoch, services, Gate, RequestCommit);
        Events = new EventReader(opened.Journal);
        _noted = opened.Core.Frame;
        _writer.Resume(opened.LacksEvents);
        Note();
        Gate.SetFollower(record.Peer?.Name);
    }

    public OpenedPart Opened { get; }

    public DurableGate Gate { get; }

    public EventReader Events { get; }

    public PartFacts Facts => _writer.Facts;

    public bool IsProtected => Gate.FollowerDurable > 0;

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

        Gate.LocalDurable(Opened.Journal.DurableSequence);
        Release();
        _scheduler.AnswerWaiting();
    }
}
