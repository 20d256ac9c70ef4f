using Google.Protobuf;
using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Disks;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Scheduler;

public sealed class SchedulerDaemonTests : IDisposable
{
    private static readonly ulong First = new Epoch(1, 1).Packed;
    private static readonly ulong Second = new Epoch(1, 2).Packed;

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-scheduler-");
    private readonly MemoryNetwork _network = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Round_ConfigurationLeaseResult_BecomesEventsAndANotification()
    {
        await using var scheduler = await StartAsync("a");
        Assert.True((await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First))).Accepted);

        var job = Assert.Single(await scheduler.LeaseAsync("poller"));
        Assert.Equal(["/bin/check", "host-0"], job.Arguments);
        Assert.Empty((await scheduler.SendAsync("poller", Result(job, exitCode: 2))).Acks);

        var image = await scheduler.ReadAsync(epoch: 0, cursor: 0);
        Assert.True(image.Image);
        Assert.NotNull(image.Frames[0].Events[0].Definitions);
        Assert.Contains(image.Frames[0].Events, happened => happened.Status is { State: 1, StateType: 1 });
        var events = await scheduler.ReadAsync(First, cursor: 0);
        Assert.False(events.Image);
        Assert.Equal(image.NextCursor, events.NextCursor);
        Assert.Contains(events.Frames.SelectMany(frame => frame.Events), happened => happened.CheckResult is { State: 1 });
        Assert.Equal("bob", Assert.Single(await scheduler.LeaseActionsAsync()).Contact);
    }

    [Fact]
    public async Task Lease_WhileNothingIsDue_IsAnsweredWhenAPartArrives()
    {
        await using var scheduler = await StartAsync("a");
        var waiting = scheduler.LeaseAsync("poller");
        Assert.False(waiting.IsCompleted);

        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));

        Assert.Single(await waiting);
    }

    [Fact]
    public async Task Results_RepeatedBatch_IsAcknowledgedAndAppliedOnce()
    {
        await using var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        var job = Assert.Single(await scheduler.LeaseAsync("poller"));

        await scheduler.SendAsync("poller", Result(job, 0));
        Assert.Empty((await scheduler.SendAsync("poller", Result(job, 0))).Acks);

        var events = (await scheduler.ReadAsync(First, 0)).Frames.SelectMany(frame => frame.Events);
        Assert.Single(events, happened => happened.CheckResult is not null);
    }

    [Fact]
    public async Task Results_OfAnOldEpochOrUnknownPart_AreRefusedWithTheReason()
    {
        await using var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        var job = Assert.Single(await scheduler.LeaseAsync("poller"));
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(Second));
        var elsewhere = Result(job, 0);
        elsewhere.Stamp.Part = 9;

        var reply = await scheduler.SendAsync("poller", Result(job, 0), elsewhere);

        Assert.Equal([RefusalReason.StaleEpoch, RefusalReason.UnknownPart], reply.Acks.Select(ack => ack.Reason));
        var again = Assert.Single(await scheduler.LeaseAsync("poller"));
        Assert.Equal((job.Id, Second), (again.Id, again.Stamp.Epoch));
    }

    [Fact]
    public async Task Epoch_LowerThanSeen_IsRefusedAlsoAfterARestart()
    {
        var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(Second));
        await scheduler.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.DropPart, new DropPartRequest { Stamp = Stamp(Second) });
        await scheduler.StopAsync();

        await using var again = await StartAsync("a");
        var ack = await again.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));

        Assert.Equal(RefusalReason.StaleEpoch, ack.Reason);
        Assert.Empty(again.Describe().Parts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_FromDiskAlone_HasEveryAcknowledgedResultAndGoesOn(bool orderly)
    {
        var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 2).Encoded, Stamp(First));
        var jobs = await LeaseAllAsync(scheduler, 2);
        await scheduler.SendAsync("poller", Result(jobs[0], 2));
        if (orderly)
        {
            await scheduler.StopAsync();
        }
        else
        {
            await scheduler.DisposeAsync();
        }

        await using var again = await StartAsync("a");

        var statuses = await StatusesAsync(again);
        Assert.Equal(1U, statuses[jobs[0].Item].State);
        Assert.True(statuses[jobs[0].Item].HasBeenChecked);
        var open = Assert.Single(await again.LeaseAsync("poller"));
        Assert.Equal((jobs[1].Id, jobs[1].Occurrence), (open.Id, open.Occurrence));
        Assert.Empty((await again.SendAsync("poller", Result(jobs[1], 0))).Acks);
        Assert.Single(await again.LeaseActionsAsync());
    }

    [Fact]
    public async Task Events_CursorOfBeforeARestart_GoesOnWithoutAnImage()
    {
        var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        var job = Assert.Single(await scheduler.LeaseAsync("poller"));
        var cursor = (await scheduler.ReadAsync(0, 0)).NextCursor;
        await scheduler.SendAsync("poller", Result(job, 0));
        await scheduler.StopAsync();

        await using var again = await StartAsync("a");
        var reply = await again.ReadAsync(First, cursor);

        Assert.False(reply.Image);
        Assert.Equal(cursor, reply.Frames[0].First);
        Assert.Contains(reply.Frames.SelectMany(frame => frame.Events), happened => happened.CheckResult is not null);
    }

    [Fact]
    public async Task Events_CursorBeyondTheEnd_IsAnsweredWithAnImage()
    {
        await using var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));

        Assert.True((await scheduler.ReadAsync(First, cursor: 1_000_000)).Image);
    }

    [Fact]
    public async Task Commands_GivenTwice_AreAnsweredOnceAppliedOnceDuplicate()
    {
        await using var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        var request = new ApplyCommandsRequest { Stamp = Stamp(First) };
        request.Commands.Add(new Command { Source = "pipe", Sequence = 1, Line = "ADD_HOST_COMMENT;host-0;1;bob;hello" });
        request.Commands.Add(new Command { Source = "pipe", Sequence = 2, Line = "NO_SUCH_COMMAND" });

        var first = await scheduler.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.ApplyCommands, request);
        var second = await scheduler.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.ApplyCommands, request);

        Assert.Equal([CommandState.Applied, CommandState.Refused], first.Answers.Select(answer => answer.State));
        Assert.Equal([CommandState.Duplicate, CommandState.Duplicate], second.Answers.Select(answer => answer.State));
        Assert.Equal(2UL, second.Answers[1].Sequence);
    }

    [Fact]
    public async Task Activate_ChangedConfiguration_KeepsStateAndReachesReaders()
    {
        await using var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        var job = Assert.Single(await scheduler.LeaseAsync("poller"));
        await scheduler.SendAsync("poller", Result(job, 2));
        var cursor = (await scheduler.ReadAsync(0, 0)).NextCursor;

        Assert.True((await scheduler.GiveAsync(new SchedulerSite(hosts: 2, generation: 2).Encoded, Stamp(First))).Accepted);

        var reply = await scheduler.ReadAsync(First, cursor);
        Assert.Equal(2, reply.Frames[0].Events[0].Definitions.Manifest.Generation);
        Assert.Equal(1U, (await StatusesAsync(scheduler))[job.Item].State);
        Assert.Equal((2, 2L), (scheduler.Describe().Parts[0].Hosts, scheduler.Describe().Parts[0].Generation));
        var old = await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        Assert.Equal(RefusalReason.Invalid, old.Reason);
    }

    [Fact]
    public async Task Follower_TakesOver_WithEverythingThatWasAcknowledged()
    {
        await using var owner = await StartAsync("a");
        await using var follower = await StartAsync("b");
        var site = new SchedulerSite(hosts: 2);
        var address = new DaemonAddress { Role = "scheduler", Name = "b", Host = "memory", Port = 1 };
        await owner.GiveAsync(site.Encoded, Stamp(First), address);
        await FollowAsync(follower, "a", First);
        await UntilAsync(() => owner.Describe().Parts[0].FollowerDurable > 0);
        var jobs = await LeaseAllAsync(owner, 2);
        await owner.SendAsync("poller", Result(jobs[0], 2));
        var cursor = (await owner.ReadAsync(0, 0)).NextCursor;

        await owner.DisposeAsync();
        var ack = await follower.CallAsync(
            DaemonRole.Arbiter,
            "arbiter",
            Routes.ActivatePart,
            new ActivatePartRequest { Stamp = Stamp(Second), Manifest = site.Encoded.Manifest });

        Assert.True(ack.Ack.Accepted, ack.Ack.Refusal);
        var image = await follower.ReadAsync(First, cursor);
        Assert.True(image.Image);
        Assert.True(image.NextCursor >= cursor);
        Assert.Equal(1U, (await StatusesAsync(follower))[jobs[0].Item].State);
        var open = Assert.Single(await follower.LeaseAsync("poller"));
        Assert.Equal((jobs[1].Id, Second), (open.Id, open.Stamp.Epoch));
        Assert.Single(await follower.LeaseActionsAsync());
    }

    [Fact]
    public async Task Follower_ThatJoinsLate_IsBroughtUpBySnapshot()
    {
        var owner = await StartAsync("a");
        var site = new SchedulerSite(hosts: 1);
        await owner.GiveAsync(site.Encoded, Stamp(First), new DaemonAddress { Role = "scheduler", Name = "b" });
        var job = Assert.Single(await owner.LeaseAsync("poller"));
        await owner.SendAsync("poller", Result(job, 2));
        await owner.StopAsync();
        foreach (var segment in Directory.GetFiles(Path.Combine(_state.FullName, "a", "part-1", "journal")))
        {
            File.Delete(segment);
        }

        await using var again = await StartAsync("a");
        await using var follower = await StartAsync("b");
        await FollowAsync(follower, "a", First);
        await UntilAsync(() => again.Describe().Parts[0].FollowerDurable > 0);
        await again.DisposeAsync();
        var ack = await follower.CallAsync(
            DaemonRole.Arbiter,
            "arbiter",
            Routes.ActivatePart,
            new ActivatePartRequest { Stamp = Stamp(Second), Manifest = site.Encoded.Manifest });

        Assert.True(ack.Ack.Accepted, ack.Ack.Refusal);
        Assert.Equal(1U, (await StatusesAsync(follower))[job.Item].State);
    }

    [Fact]
    public async Task Follower_ThatIsSilent_LeavesThePartUnprotectedAndItGoesOn()
    {
        await using var owner = await StartAsync("a");
        await using var follower = await StartAsync("b");
        var address = new DaemonAddress { Role = "scheduler", Name = "b", Host = "memory", Port = 1 };
        await owner.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First), address);
        await FollowAsync(follower, "a", First);
        await UntilAsync(() => owner.Describe().Parts[0].FollowerDurable > 0);
        await follower.DisposeAsync();

        var job = Assert.Single(await owner.LeaseAsync("poller"));
        Assert.Empty((await owner.SendAsync("poller", Result(job, 0))).Acks);

        Assert.Equal(0UL, owner.Describe().Parts[0].FollowerDurable);
        Assert.Equal(1, owner.Describe().Gauges.Single(gauge => gauge.Name == "parts_unprotected").Value);
    }

    [Fact]
    public async Task HigherEpochSeen_OwnerStopsAtOnce()
    {
        await using var owner = await StartAsync("a");
        await owner.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));

        var reply = await owner.CallAsync(
            DaemonRole.Arbiter, "arbiter", Routes.ApplyCommands, new ApplyCommandsRequest { Stamp = Stamp(Second) });

        Assert.Equal(RefusalReason.UnknownPart, reply.Ack.Reason);
        Assert.Empty(owner.Describe().Parts);
        Assert.Empty(await owner.LeaseAsync("poller", waitMs: 0));
    }

    [Fact]
    public async Task Restart_StateThatCannotBeUsed_IsSetAsideAndThePartGoesOn()
    {
        var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        await scheduler.StopAsync();
        var part = Path.Combine(_state.FullName, "a", "part-1");
        var snapshot = Assert.Single(Directory.GetFiles(Path.Combine(part, "snapshot")));
        File.WriteAllBytes(snapshot, new byte[100]);
        var segment = Assert.Single(Directory.GetFiles(Path.Combine(part, "journal")));
        File.Move(segment, Path.Combine(part, "journal", "journal-0000000000000100.seg"));

        await using var again = await StartAsync("a");

        Assert.True((await again.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First))).Accepted);
        Assert.Single(await again.LeaseAsync("poller"));
        Assert.Contains(Directory.GetFiles(part, "*.damaged", SearchOption.AllDirectories), path => path.StartsWith(snapshot, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_ChunksOfFormerConfigurations_AreKeptWhileFramesNeedThem()
    {
        var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        await scheduler.GiveAsync(new SchedulerSite(hosts: 2, generation: 2).Encoded, Stamp(First));
        await scheduler.DisposeAsync();
        var stray = Path.Combine(_state.FullName, "a", "chunks", new string('0', 64));
        File.WriteAllText(stray, "of nobody");

        await using var again = await StartAsync("a");

        Assert.False(File.Exists(stray));
        Assert.Equal("ok", again.Describe().Health);
        Assert.Equal(2, again.Describe().Parts[0].Hosts);
    }

    [Fact]
    public async Task Results_WhileTheDiskFails_AreAcknowledgedOnlyWhenItWorksAgain()
    {
        var disk = new FakeDisk();
        await using var scheduler = await RunningScheduler.StartAsync(_network, "a", _state.FullName, disk);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        var job = Assert.Single(await scheduler.LeaseAsync("poller"));
        disk.FailFlush = _ => true;

        var sent = scheduler.SendAsync("poller", Result(job, 2));
        await UntilAsync(() => scheduler.Describe().Health.Contains("journal", StringComparison.Ordinal));
        Assert.False(sent.IsCompleted);
        Assert.Empty(await scheduler.LeaseActionsAsync(waitMs: 0));
        Assert.DoesNotContain(
            (await scheduler.ReadAsync(First, 0)).Frames.SelectMany(frame => frame.Events), happened => happened.CheckResult is not null);
        disk.FailFlush = _ => false;

        Assert.Empty((await sent).Acks);
        Assert.Single(await scheduler.LeaseActionsAsync());
        Assert.Equal("ok", scheduler.Describe().Health);
    }

    private static PartStamp Stamp(ulong epoch) => new() { Part = 1, Epoch = epoch };

    private static JobResult Result(Job job, int exitCode) => new()
    {
        Stamp = job.Stamp.Clone(),
        Id = job.Id,
        Kind = job.Kind,
        Item = job.Item,
        Occurrence = job.Occurrence,
        ExitCode = exitCode,
        Output = ByteString.CopyFromUtf8("answer"),
        StartUtcMs = job.DueUtcMs,
    };

    private static async Task<List<Job>> LeaseAllAsync(RunningScheduler scheduler, int count)
    {
        var jobs = new List<Job>();
        while (jobs.Count < count)
        {
            jobs.AddRange(await scheduler.LeaseAsync("poller"));
        }

        return jobs;
    }

    private static async Task<Dictionary<ulong, StatusEvent>> StatusesAsync(RunningScheduler scheduler) =>
        (await scheduler.ReadAsync(0, 0)).Frames
            .SelectMany(frame => frame.Events)
            .Where(happened => happened.Status is not null)
            .ToDictionary(happened => happened.Status.Item, happened => happened.Status);

    private static async Task FollowAsync(RunningScheduler follower, string owner, ulong epoch) =>
        Assert.True((await follower.CallAsync(
            DaemonRole.Arbiter,
            "arbiter",
            Routes.FollowPart,
            new FollowPartRequest { Stamp = Stamp(epoch), Owner = owner, Host = "memory", Port = 1 })).Ack.Accepted);

    // Waits for what another loop does in its own time; the limit only ends a test that fails.
    private static async Task UntilAsync(Func<bool> condition)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < TimeSpan.FromSeconds(30), "it did not happen");
            await Task.Yield();
        }
    }

    private async Task<RunningScheduler> StartAsync(string name)
    {
        var directory = Path.Combine(_state.FullName, name);
        Directory.CreateDirectory(directory);
        return await RunningScheduler.StartAsync(_network, name, directory);
    }
}
