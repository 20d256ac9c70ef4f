using Tsuba.Daemons.Tests.Work;
using Tsuba.Model.Items;
using Tsuba.Poller;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Poller;

public sealed class PollerDaemonTests
{
    [Fact]
    public async Task Run_LeasedCheck_ResultComesBackWithAllItsIds()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.Put("s1", WorkerSite.Job(5, "/bin/sh", "-c", "echo 'OK|a=1'; exit 1"));

        var (scheduler, result) = await site.Schedulers.NextResultAsync();

        Assert.Equal("s1", scheduler);
        Assert.Equal((5UL, 105UL, 7UL, 1), (result.Id, result.Item, result.Occurrence, result.ExitCode));
        Assert.Equal(new PartStamp { Part = 1, Epoch = 1 }, result.Stamp);
        Assert.Equal("OK|a=1\n", result.Output.ToStringUtf8());
        Assert.True(result is { DurationUs: > 0, StartUtcMs: > 0, Failure: "", TimedOut: false, Truncated: false });
    }

    [Fact]
    public async Task Run_ShellLineWithEnvironment_RunTimeTextStaysData()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        var job = WorkerSite.Job(5);
        job.ShellLine = "printf '%s' \"$OUT\" | tr a-z A-Z";
        job.Environment.Add(new Variable { Name = "OUT", Value = "$(id) `id`; x" });
        site.Schedulers.Put("s1", job);

        var (_, result) = await site.Schedulers.NextResultAsync();

        Assert.Equal("$(ID) `ID`; X", result.Output.ToStringUtf8());
    }

    [Fact]
    public async Task Run_MissingPlugin_IsReportedWithItsReason()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.Put("s1", WorkerSite.Job(5, "/no/such/plugin"));

        var (_, result) = await site.Schedulers.NextResultAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("No such file or directory", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KindOfWorkerThatItLacks_IsReported()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        var job = WorkerSite.Job(5, "/bin/true");
        job.ModuleType = "nrpe_poller";
        site.Schedulers.Put("s1", job);

        var (_, result) = await site.Schedulers.NextResultAsync();

        Assert.Contains("nrpe_poller", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lease_TellsWhoAsksAndWhatFor()
    {
        await using var site = NewSite();
        await site.StartAsync();
        var links = WorkerSite.Links(1, "s1");
        links.Settings.Add("poller_tags", "dmz, None");
        links.Settings.Add("max_workers", "2");
        links.Settings.Add("processes_by_worker", "3");
        await site.CallAsync(Routes.PutLinks, links);

        var lease = await site.Schedulers.NextLeaseAsync();

        Assert.Equal(("w1", "run-1", false, 6), (lease.Worker, lease.Run, lease.Actions, lease.Capacity));
        Assert.Equal(["dmz", "None"], lease.Tags);
        Assert.Equal(["fork"], lease.ModuleTypes);
        Assert.True(lease.WaitMs > 0);
    }

    [Fact]
    public async Task Run_ManyChecksOfSeveralSchedulers_EachResultGoesToItsOwn()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1", "s2");
        for (var id = 0UL; id < 200; id += 2)
        {
            var other = WorkerSite.Job(id + 1, "/bin/echo", "s2");
            other.Stamp.Part = 2;
            site.Schedulers.Put("s1", WorkerSite.Job(id, "/bin/echo", "s1"));
            site.Schedulers.Put("s2", other);
        }

        var seen = new HashSet<ulong>();
        for (var i = 0; i < 200; i++)
        {
            var (scheduler, result) = await site.Schedulers.NextResultAsync();
            Assert.True(seen.Add(result.Id));
            Assert.Equal(scheduler + "\n", result.Output.ToStringUtf8());
        }
    }

    [Fact]
    public async Task Run_SchedulerDoesNotTakeTheResult_IsSentAgain()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.FailNextSends(2);
        site.Schedulers.Put("s1", WorkerSite.Job(5, "/bin/echo", "x"));

        var (_, result) = await site.Schedulers.NextResultAsync();

        Assert.Equal(5UL, result.Id);
    }

    [Fact]
    public async Task Run_SchedulerSaysNotDurable_IsSentAgain_StaleIsNot()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.Replies.Enqueue(new ResultReply { Acks = { new Ack { Reason = RefusalReason.NotDurable } } });
        site.Schedulers.Replies.Enqueue(new ResultReply { Acks = { new Ack { Reason = RefusalReason.StaleEpoch } } });
        site.Schedulers.Put("s1", WorkerSite.Job(5, "/bin/echo", "x"));

        Assert.Equal(5UL, (await site.Schedulers.NextResultAsync()).Result.Id);
        Assert.Equal(5UL, (await site.Schedulers.NextResultAsync()).Result.Id);
        site.Schedulers.Put("s1", WorkerSite.Job(6, "/bin/echo", "x"));

        Assert.Equal(6UL, (await site.Schedulers.NextResultAsync()).Result.Id);
    }

    [Fact]
    public async Task Run_JobOfAnEpochThatIsOver_IsNotRun_NotEvenAfterARestart()
    {
        await using var site = NewSite();
        await site.StartAsync();
        var links = WorkerSite.Links(1, "s1");
        links.Parts.Add(new PartOwner { Stamp = new PartStamp { Part = 1, Epoch = 2 }, Scheduler = "s1" });
        await site.CallAsync(Routes.PutLinks, links);
        await RunsOnlyTheNewAsync(site);
        await site.StopAsync();

        await site.StartAsync("run-2");

        await RunsOnlyTheNewAsync(site);

        static async Task RunsOnlyTheNewAsync(WorkerSite site)
        {
            var renewed = WorkerSite.Job(6, "/bin/echo", "new");
            renewed.Stamp.Epoch = 2;
            site.Schedulers.Put("s1", WorkerSite.Job(5, "/bin/echo", "old"), renewed);
            Assert.Equal(6UL, (await site.Schedulers.NextResultAsync()).Result.Id);
            Assert.False(site.Schedulers.HasResult);
        }
    }

    [Fact]
    public async Task Start_AfterARestartWithoutAnArbiter_GoesOnWithTheLinksThatItHad()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(4, "s1");
        await site.StopAsync();

        await site.StartAsync("run-2");
        site.Schedulers.Put("s1", WorkerSite.Job(5, "/bin/echo", "x"));

        Assert.Equal(5UL, (await site.Schedulers.NextResultAsync()).Result.Id);
        Assert.Equal(4, site.Heartbeat().Generation);
    }

    [Fact]
    public async Task PutLinks_OlderGeneration_IsRefused()
    {
        await using var site = NewSite();
        await site.StartAsync();
        Assert.True((await site.LinkAsync(5, "s1")).Ack.Accepted);

        var reply = await site.LinkAsync(4, "s2");

        Assert.False(reply.Ack.Accepted);
        Assert.Contains("5", reply.Ack.Refusal, StringComparison.Ordinal);
        Assert.Equal(5, site.Heartbeat().Generation);
    }

    [Fact]
    public async Task Run_OneSchedulerAway_TheOtherIsServed()
    {
        await using var site = NewSite();
        await site.StartAsync();
        site.Schedulers.Unreachable = "s1";
        await site.LinkAsync(1, "s1", "s2");
        site.Schedulers.Put("s2", WorkerSite.Job(5, "/bin/echo", "x"));

        Assert.Equal("s2", (await site.Schedulers.NextResultAsync()).Scheduler);

        site.Schedulers.Unreachable = "";
        site.Schedulers.Put("s1", WorkerSite.Job(6, "/bin/echo", "x"));
        Assert.Equal("s1", (await site.Schedulers.NextResultAsync()).Scheduler);
    }

    [Fact]
    public async Task Stop_ChecksThatEndWithinTheGrace_AreHandedOver()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.Put("s1", WorkerSite.Job(5, "/bin/sleep", "0.5"), WorkerSite.Job(4, "/bin/echo", "x"));
        await site.Schedulers.NextResultAsync();

        await site.StopAsync();

        Assert.Equal(5UL, (await site.Schedulers.NextResultAsync()).Result.Id);
    }

    [Fact]
    public async Task ReadEvents_HasNone_AndDoesNotMakeTheBrokerSpin()
    {
        await using var site = NewSite();
        await site.StartAsync();

        var image = await site.CallAsync(Routes.ReadEvents, new ReadEventsRequest { Reader = "b", WaitMs = 0 });
        var frames = await site.CallAsync(
            Routes.ReadEvents, new ReadEventsRequest { Reader = "b", Epoch = image.Stamp.Epoch, Cursor = image.NextCursor, WaitMs = 10 });

        Assert.True(image.Image);
        Assert.False(frames.Image);
        Assert.Empty(frames.Frames);
        Assert.Equal(image.NextCursor, frames.NextCursor);
    }

    private static WorkerSite NewSite() => new(DaemonRole.Poller, context => new PollerDaemon(context));
}
