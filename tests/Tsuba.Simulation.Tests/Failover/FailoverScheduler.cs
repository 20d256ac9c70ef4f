using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler;
using Tsuba.Scheduler.Configuration;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;
using Tsuba.Scheduler.Work;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Testing.Disks;

namespace Tsuba.Simulation.Tests.Failover;

/// <summary>A scheduler that owns the part, follows it or neither, as the arbiter says; on a disk that forgets what was not flushed.</summary>
internal partial class FailoverScheduler(SimulatedWorld world, string name, FailoverRecord told) : SimulatedNode(world, name), IDisposable
{
    private readonly Meter _meter = new("simulation");
    private readonly List<(InputMessage Message, Action Respond)> _waiting = [];
    private readonly List<InputMessage> _inbox = [];
    private FakeDisk _disk = new();
    private PartFiles _files = null!;
    private PartServices _services = null!;
    private PartRecord? _record;
    private OpenedPart? _opened;
    private DurableGate? _gate;
    private PartWriter? _writer;
    private bool _isTurnPlanned;
    private bool _isCommitPlanned;

    /// <summary>The other one; set before the first start.</summary>
    public FailoverScheduler Peer { get; set; } = null!;

    /// <summary>The part, where it is owned here.</summary>
    public OpenedPart? Opened => _opened;

    /// <summary>What the scheduler remembers of the part.</summary>
    protected virtual PartRecord? Known => _record;

    /// <summary>What a power cut at this moment would leave of the part.</summary>
    public OpenedPart Reopen()
    {
        var disk = _disk.Crash(World.Random);
        return PartOpening.Open(
            new PartFiles(disk, "/s", SimulatedScheduler.Part),
            Epoch.FromPacked(_record!.Epoch),
            new ConfigurationLoader(new ChunkStore(disk, "/s/chunks")),
            new PartSettings());
    }

    public void Commands(ApplyCommandsRequest request, Action<ApplyCommandsReply> respond)
    {
        if (PartRules.CheckEpoch(Known, request.Stamp) is { } stale)
        {
            respond(new ApplyCommandsReply { Ack = stale });
            return;
        }

        if (_opened is null || request.Stamp.Epoch > _writer!.Facts.Epoch.Packed)
        {
            // A stamp above the own one: somebody else owns the part.
            StepDown(request.Stamp.Epoch);
            respond(new ApplyCommandsReply { Ack = PartRules.NotOwned(request.Stamp.Part) });
            return;
        }

        Note(request.Stamp, "commands");
        var gate = _gate!;
        Enqueue([.. request.Commands.Select(command =>
            new EngineStep(new CommandReceived(command.Source, command.Sequence, command.Line, command.Author)))], () =>
        {
            told.Take(request.Commands.Select(command => FailoverRecord.Number(command.Line)), gate.FollowerDurable > 0);
            respond(new ApplyCommandsReply { Ack = PartRules.Accept() });
        });
    }

    public void Dispose() => _meter.Dispose();

    protected override void OnStart()
    {
        told.Tell($"{Name} is back");
        var clock = new MonotonicClock(World);
        var chunks = new ChunkStore(_disk, "/s/chunks");
        chunks.Put(SimulatedConfiguration.Instance.Chunks);
        _services = new PartServices(
            new PartSettings(), new LeaseDesk(clock), chunks, new ConfigurationLoader(chunks), clock, World, new SchedulerCounters(_meter), NullLogger.Instance);
        _files = new PartFiles(_disk, "/s", SimulatedScheduler.Part);
        _record = _files.ReadRecord().Record;
        switch (_record is null ? PartStart.Nothing : PartRules.Restore(_record))
        {
            case PartStart.Own:
                Open();
                break;
            case PartStart.Copy:
                BeginCopy();
                break;
        }

        Maintain();
    }

    protected override void OnCrash()
    {
        told.Tell($"{Name} has died");
        _disk = _disk.Crash(World.Random);
        Forget();
        _isTurnPlanned = false;
        _isCommitPlanned = false;
    }

    private void Note(PartStamp stamp, string what) => told.Accept(Name, stamp.Epoch, what);

    private void Open()
    {
        var epoch = Epoch.FromPacked(_record!.Epoch);
        _opened = PartOpening.Open(_files, epoch, _services.Configurations, _services.Settings);
        _gate = new DurableGate(_files.Part, _opened.Journal.DurableSequence, _services.Desk, _services.Clock);
        _writer = new PartWriter(_opened, epoch, _services, _gate, RequestCommit);
        _writer.Resume(_opened.LacksEvents);
        _gate.SetFollower(_record.Peer?.Name);
    }

    private void Close()
    {
        _opened?.Journal.Dispose();
        _copy?.Dispose();
        Forget();
    }

    private void Forget()
    {
        _waiting.Clear();
        _inbox.Clear();
        _opened = null;
        _gate = null;
        _writer = null;
        _copy = null;
    }

    private void Maintain()
    {
        _services.Desk.Expire();
        _gate?.Check();
        Answer();
        PlanTurn();
        After(100, Maintain);
    }

    private void Enqueue(IReadOnlyList<PartInput> inputs, Action respond)
    {
        if (inputs.Count == 0)
        {
            respond();
            return;
        }

        var message = new InputMessage(inputs);
        _inbox.Add(message);
        _waiting.Add((message, respond));
        PlanTurn();
    }

    private void PlanTurn()
    {
        if (!_isTurnPlanned)
        {
            _isTurnPlanned = true;
            After(1, Turn);
        }
    }

    private void Turn()
    {
        _isTurnPlanned = false;
        InputMessage[] messages = [.. _inbox];
        _inbox.Clear();
        _writer?.Run(messages);
        Answer();
    }

    private void RequestCommit()
    {
        if (!_isCommitPlanned)
        {
            _isCommitPlanned = true;
            After(World.Random.Next(2, 200), Commit);
        }
    }

    private void Commit()
    {
        _isCommitPlanned = false;
        if (_opened is not null)
        {
            _opened.Journal.Commit();
            _gate!.LocalDurable(_opened.Journal.DurableSequence);
        }

        Answer();
    }

    private void Answer()
    {
        foreach (var entry in _waiting.Where(entry => entry.Message.Done.IsCompleted).ToArray())
        {
            _waiting.Remove(entry);
            entry.Respond();
        }
    }
}
