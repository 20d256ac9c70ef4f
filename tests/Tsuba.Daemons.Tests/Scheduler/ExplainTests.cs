using Google.Protobuf;
using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Scheduler;

/// <summary>A scheduler says why, about what it owns.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-explain-");
    private readonly MemoryNetwork _network = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Explain_OwnedOrNot_SaysWhyOrWhyNot()
    {
        await using var scheduler = await RunningScheduler.StartAsync(_network, "a", _state.FullName);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, new PartStamp { Part = 1, Epoch = new Epoch(1, 1).Packed });
        var job = Assert.Single(await scheduler.LeaseAsync("poller"));
        await scheduler.SendAsync("poller", new JobResult
        {
            Stamp = job.Stamp.Clone(),
            Id = job.Id,
            Kind = job.Kind,
            Item = job.Item,
            Occurrence = job.Occurrence,
            ExitCode = 2,
            Output = ByteString.CopyFromUtf8("bad"),
            StartUtcMs = job.DueUtcMs,
        });

        var told = await AskAsync(scheduler, new ExplainRequest { Part = 1, Item = new() { Host = "host-0" }, Language = "fr_FR.UTF-8" });
        Assert.Equal((ExplainOutcome.Explained, "fr", false), (told.Outcome, told.Language, told.Sent));
        Assert.Contains(told.Sections.SelectMany(section => section.Lines), line => line is { Code: "WasTold", Contact: "bob", Text: "a été averti de ce problème" });
        Assert.Equal(ExplainOutcome.NoSuchItem, (await AskAsync(scheduler, new ExplainRequest { Part = 1, Item = new() { Host = "host-9" } })).Outcome);
        Assert.Equal(ExplainOutcome.NoSuchItem, (await AskAsync(scheduler, new ExplainRequest { Part = 1, Item = new() { Host = "host-0" }, Viewer = "eve" })).Outcome);
        Assert.Equal(ExplainOutcome.NoSuchItem, (await AskAsync(scheduler, new ExplainRequest { Part = 1 })).Outcome);
        Assert.Equal(ExplainOutcome.Refused, (await AskAsync(scheduler, new ExplainRequest { Part = 1, Item = new() { Host = "host-0" }, Type = "7" })).Outcome);
        Assert.Equal(ExplainOutcome.Unavailable, (await AskAsync(scheduler, new ExplainRequest { Part = 2, Item = new() { Host = "host-0" } })).Outcome);
    }

    private static Task<ExplainReply> AskAsync(RunningScheduler scheduler, ExplainRequest request) =>
        scheduler.CallAsync(DaemonRole.Broker, "broker", Routes.Explain, request);
}
