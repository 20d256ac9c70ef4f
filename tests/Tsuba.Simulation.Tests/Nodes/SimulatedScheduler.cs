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
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Testing.Disks;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A scheduler with one part on a disk that forgets what was not flushed.</summary>
internal class SimulatedScheduler(SimulatedWorld world, SimulatedConfiguration configuration) : SimulatedNode(world, "scheduler"), IDisposable
{
    public static readonly PartId Part = new(1);
    public static readonly Epoch Epoch = new(1, 1);

    private readonly Meter _meter = new("simulation");
    private readonly List<(InputMessage Message, Action Respond)> _waiting = [];
    private readonly List<InputMessage> _inbox = [];
    private FakeDisk _disk = new();
    private PartServices _services = null!;
    private OpenedPart _opened = null!;
    private DurableGate _gate = null!;
    private PartWriter _writer = null!;
    private ResultIntake _intake = null!;
    private bool _isTurnPlanned;
    private bool _isCommitPlanned;

    public OpenedPart Opened => _opened;

    public FakeDisk Disk => _disk;

    public void Lease(LeaseRequest request, Action<LeaseReply> respond)
    {
        var reply = new LeaseReply { Ack = PartRules.Accept() };
        reply.Jobs.AddRange(_services.Desk.Take(WorkRequest.Of(request, request.Worker)).Select(work => work.Item.ToJob(work.LeaseMilliseconds)));
        respond(reply);
    }

    public void Results(ResultBatch request, Action<ResultReply> respond)
    {
        var inputs = new List<PartInput>();
        var ack = _intake.Take(Part.Value, _writer.Facts, request.Results, request.Worker, inputs);
        var reply = new ResultReply();
        if (!ack.Accepted)
        {
            reply.Acks.Add(ack);
        }

        Enqueue(inputs, _ => respond(reply));
    }

    public void Commands(ApplyCommandsRequest request, Action<ApplyCommandsReply> respond) =>
        Enqueue(
            [.. request.Commands.Select(command => new EngineStep(Received(command)))],
            _ => respond(new ApplyCommandsReply { Ack = PartRules.Accept() }));

    /// <summary>The part as its disk has it after a power cut at this moment.</summary>
    public OpenedPart Reopen()
    {
        var disk = _disk.Crash(World.Random);
        return PartOpening.Open(
            new PartFiles(disk, "/s", Part), Epoch, new ConfigurationLoader(new ChunkStore(disk, "/s/chunks")), new PartSettings());
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>How a command reaches the engine.</summary>
    protected virtual CommandReceived Received(Command command) => new(command.Source, command.Sequence, command.Line, command.Author);

    /// <summary>When a caller may be answered.</summary>
    protected virtual bool MayAnswer(InputMessage message) => message.Done.IsCompleted;

    protected override void OnStart()
    {
        var clock = new MonotonicClock(World);
        var chunks = new ChunkStore(_disk, "/s/chunks");
        var counters = new SchedulerCounters(_meter);
        _services = new PartServices(
            new PartSettings(), new LeaseDesk(clock), chunks, new ConfigurationLoader(chunks), clock, World, counters, NullLogger.Instance);
        _intake = new ResultIntake(_services.Desk, counters, clock);
        chunks.Put(configuration.Chunks);
        _opened = PartOpening.Open(new PartFiles(_disk, "/s", Part), Epoch, _services.Configurations, _services.Settings);
        _gate = new DurableGate(Part, _opened.Journal.DurableSequence, _services.Desk, clock);
        _writer = new PartWriter(_opened, Epoch, _services, _gate, RequestCommit);
        _writer.Resume(lacksEvents: false);
        Enqueue([.. _writer.TakeOver(Epoch, new ConfigurationStep(configuration.Manifest, configuration.Snapshot))], _ => { });
        Maintain();
    }

    protected override void OnCrash()
    {
        _disk = _disk.Crash(World.Random);
        _waiting.Clear();
        _inbox.Clear();
        _isTurnPlanned = false;
        _isCommitPlanned = false;
    }

    private void Maintain()
    {
        _services.Desk.Expire();
        PlanTurn();
        After(100, Maintain);
    }

    private void Enqueue(List<PartInput> inputs, Action<InputMessage> respond)
    {
        var message = new InputMessage(inputs);
        if (inputs.Count == 0)
        {
            respond(message);
            return;
        }

        _inbox.Add(message);
        _waiting.Add((message, () => respond(message)));
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
        _writer.Run(messages);
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
        _opened.Journal.Commit();
        _gate.LocalDurable(_opened.Journal.DurableSequence);
        Answer();
    }

    private void Answer()
    {
        foreach (var entry in _waiting.Where(entry => MayAnswer(entry.Message)).ToArray())
        {
            _waiting.Remove(entry);
            entry.Respond();
        }
    }
}
