using System.Globalization;
using System.Text;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Work;
using Tsuba.Poller.Work;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;
using WorkItem = Tsuba.Execution.Work.WorkItem;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A poller or reactionner: the real core, with plugins that answer by chance.</summary>
internal sealed class SimulatedWorker(SimulatedWorld world, string name, bool runsActions, SimulatedScheduler scheduler, Func<WorkCore> create)
    : SimulatedNode(world, name)
{
    private WorkCore _core = create();
    private bool _isTickPlanned;

    /// <summary>In which lives each job was carried out.</summary>
    public Dictionary<ulong, List<int>> Done { get; } = [];

    protected override void OnStart()
    {
        _core = create();
        _isTickPlanned = false;
        Step(new WorkInput.LinksChanged([scheduler.Name], [new PartOwnership(SimulatedScheduler.Part, SimulatedScheduler.Epoch, scheduler.Name)], 8));
        Lease();
    }

    protected override void OnCrash()
    {
    }

    private void Lease()
    {
        var request = new LeaseRequest
        {
            Worker = Name,
            Run = Deaths.ToString(CultureInfo.InvariantCulture),
            Actions = runsActions,
            Capacity = _core.Capacity,
        };
        World.Call(this, scheduler, request, LeaseRequest.Parser, LeaseReply.Parser, scheduler.Lease, reply =>
        {
            if (reply is not null)
            {
                Step(new WorkInput.Leased([.. reply.Jobs.Select(job => CheckJob.Read(job, scheduler.Name))]));
            }

            After(World.Random.Next(200, 600), Lease);
        });
    }

    private void Step(WorkInput input)
    {
        var outputs = new List<WorkOutput>();
        var next = _core.Step(input, TimeSpan.FromMilliseconds(World.Now), outputs);
        foreach (var output in outputs)
        {
            switch (output)
            {
                case WorkOutput.Start start:
                    Run(start.Item);
                    break;
                case WorkOutput.Send send:
                    Send(send);
                    break;
            }
        }

        if (next is { } due && !_isTickPlanned)
        {
            _isTickPlanned = true;
            After(Math.Max(1, (long)due.TotalMilliseconds - World.Now + 1), () =>
            {
                _isTickPlanned = false;
                Step(new WorkInput.TimePassed());
            });
        }
    }

    private void Run(WorkItem item)
    {
        var start = World.GetUtcNow().ToUnixTimeMilliseconds();
        var duration = World.Random.Next(5, 400);
        After(duration, () =>
        {
            if (!Done.TryGetValue(item.Id, out var lives))
            {
                Done.Add(item.Id, lives = []);
            }

            lives.Add(Deaths);
            World.Tell($"{Name} has carried out {item.Id:x}");
            var code = World.Random.Next(10) < 7 ? 0 : World.Random.Next(1, 4);
            var outcome = new PluginResult
            {
                Request = item.Request,
                ExitCode = runsActions ? 0 : code,
                Output = Encoding.ASCII.GetBytes($"state {code}"),
                StartUtcMilliseconds = start,
                Duration = TimeSpan.FromMilliseconds(duration),
            };
            After(World.Random.Next(1, 100), () => Step(new WorkInput.Finished(item, outcome)));
        });
    }

    private void Send(WorkOutput.Send send)
    {
        var batch = new ResultBatch { Worker = Name };
        batch.Results.AddRange(send.Results.Select(CheckJob.Write));
        World.Call(this, scheduler, batch, ResultBatch.Parser, ResultReply.Parser, scheduler.Results, reply =>
        {
            if (reply is null)
            {
                Step(new WorkInput.Failed(send.Source, send.Batch));
                return;
            }

            var verdict = ResultVerdict.Read(reply, send.Results.Select(result => result.Item.Part));
            Step(new WorkInput.Answered(send.Source, send.Batch, verdict.Refused, verdict.Postponed));
        });
    }
}
