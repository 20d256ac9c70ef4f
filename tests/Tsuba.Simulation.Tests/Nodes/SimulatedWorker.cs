using System.Globalization;
using System.Text;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Work;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Reactionner.Core;
using Tsuba.Scheduler.Core;
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Workers;
using WorkItem = Tsuba.Execution.Work.WorkItem;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>
/// A poller or reactionner: the real core, with plugins that answer by chance. Links, the highest epochs and a reactionner's record of its actions are
/// on its disk, so it goes on after a death without the arbiter.
/// </summary>
internal sealed class SimulatedWorker(
    SimulatedSite site, string name, bool runsActions, Func<IReadOnlyDictionary<PartId, Epoch>, IReadOnlyList<RecordedWork>, WorkCore> create)
    : SimulatedNode(site, name), ISatellite
{
    private const int LeaseWait = 2000;
    private const int LongestWrite = 1_000;

    private readonly Dictionary<PartId, Epoch> _epochs = [];
    private readonly WorkMemory _recorded = new(ReactionnerCore.Remembered);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private PutLinksRequest? _links;
    private WorkCore _core = null!;
    private bool _isTickPlanned;

    public long Generation => _links?.Generation ?? 0;

    public string Run => Deaths.ToString(CultureInfo.InvariantCulture);

    public void Links(PutLinksRequest request, Action<PutLinksReply?> respond)
    {
        if (request.Generation < Generation)
        {
            respond(new PutLinksReply { Ack = PartRules.Refuse(RefusalReason.Invalid, "older links") });
            return;
        }

        _links = request;
        Link();
        respond(new PutLinksReply { Ack = PartRules.Accept() });
    }

    protected override void OnStart()
    {
        _core = create(_epochs, _recorded.Works);
        _isTickPlanned = false;
        _asked.Clear();
        Link();
    }

    protected override void OnCrash()
    {
    }

    /// <summary>What the core stores of epochs.</summary>
    private void Keep(WorkOutput.KeepEpoch kept) => _epochs[kept.Part] = kept.Epoch;

    private void Link()
    {
        if (_links is null)
        {
            return;
        }

        var links = WorkLinks.From(_links);
        Step(new WorkInput.LinksChanged(
            [.. links.Schedulers.Select(scheduler => scheduler.Name)],
            [.. links.Owners.Select(owner => new PartOwnership(owner.Part, owner.Epoch, owner.Scheduler))],
            Slots: 8));
        foreach (var scheduler in links.Schedulers)
        {
            if (_asked.Add(scheduler.Name))
            {
                Lease(scheduler.Name);
            }
        }
    }

    private void Lease(string scheduler)
    {
        if (_links!.Daemons.All(daemon => daemon.Name != scheduler))
        {
            _asked.Remove(scheduler);
            return;
        }

        var request = new LeaseRequest { Worker = Name, Run = Run, Actions = runsActions, Capacity = Math.Min(4, _core.Capacity), WaitMs = LeaseWait };
        if (request.Capacity == 0)
        {
            After(300, () => Lease(scheduler));
            return;
        }

        var to = Site.Schedulers.Single(node => node.Name == scheduler);
        Site.Network.Call(this, to, request, LeaseReply.Parser, to.Lease, reply =>
        {
            if (reply is not null)
            {
                Step(new WorkInput.Leased([.. reply.Jobs.Select(job => WorkerJob.Read(job, scheduler))]));
            }

            After(World.Random.Next(5, 60), () => Lease(scheduler));
        });
    }

    private void Step(WorkInput input)
    {
        var outputs = new List<WorkOutput>();
        var next = _core.Step(input, TimeSpan.FromMilliseconds(Time.LogicalMilliseconds), outputs);
        foreach (var output in outputs)
        {
            switch (output)
            {
                case WorkOutput.KeepEpoch kept:
                    Keep(kept);
                    break;
                case WorkOutput.Record entries:
                    Write(entries);
                    break;
                case WorkOutput.Start start:
                    Record.Accept(Name, start.Item.Part.Value, start.Item.Epoch.Packed, "a job");
                    Begin(start.Item);
                    break;
                case WorkOutput.Send send:
                    Send(send);
                    break;
            }
        }

        if (next is { } due && !_isTickPlanned)
        {
            _isTickPlanned = true;
            After(Math.Max(1, (long)due.TotalMilliseconds - Time.LogicalMilliseconds + 1), () =>
            {
                _isTickPlanned = false;
                Step(new WorkInput.TimePassed());
            });
        }
    }

    /// <summary>Entries are on the disk after a while; a death before that loses them.</summary>
    private void Write(WorkOutput.Record entries)
    {
        var isFailing = Disk.FailFlush(0) || Disk.Capacity < long.MaxValue;
        After(isFailing ? LongestWrite : World.Random.Next(1, 30), () =>
        {
            foreach (var entry in isFailing ? [] : entries.Entries)
            {
                _recorded.Apply(entry);
                if (entry is WorkEntry.Ended { Result.Outcome.Failure: null })
                {
                    Record.Ended.Add((Name, entry.Key.Id));
                }
            }

            Step(new WorkInput.Recorded(entries.Number, !isFailing));
        });
    }

    private void Begin(WorkItem item)
    {
        var start = Time.UtcMilliseconds;
        if (runsActions && World.Random.Next(20) == 0 && Record.MayFailToStart(item.Id))
        {
            var failed = new PluginResult { Request = item.Request, ExitCode = 2, StartUtcMilliseconds = start, Failure = "no more processes" };
            After(1, () => Step(new WorkInput.Finished(item, failed)));
            return;
        }

        var duration = World.Random.Next(5, 400);
        After(duration, () =>
        {
            Done(item.Id);
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

    private void Done(ulong id)
    {
        World.Mix($"{Name} has carried out {id:x}");
        if (!runsActions)
        {
            Record.Checked.Add(id);
            return;
        }

        if (Record.Ended.Contains((Name, id)))
        {
            Record.Violate($"I3: {Name} carried action {id:x} out again, whose end it had recorded");
        }

        if (!Record.Acted.TryGetValue(id, out var times))
        {
            Record.Acted.Add(id, times = []);
        }

        times.Add((Name, Deaths));
    }

    private void Send(WorkOutput.Send send)
    {
        var batch = new ResultBatch { Worker = Name };
        batch.Results.AddRange(send.Results.Select(WorkerJob.Write));
        var to = Site.Schedulers.Single(node => node.Name == send.Source);
        Site.Network.Call(this, to, batch, ResultReply.Parser, to.Results, reply =>
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
