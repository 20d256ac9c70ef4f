using Tsuba.Daemons.Tests.Work;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Reactionner;

namespace Tsuba.Daemons.Tests.Reactionner;

public sealed class ReactionnerDaemonTests
{
    [Fact]
    public async Task Run_FailedNotification_IsReportedOnceWithItsOutput()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        Assert.True((await site.Schedulers.NextLeaseAsync()).Actions);
        var job = WorkerSite.Job(5, "/bin/sh", "-c", "echo 'no such mailbox' >&2; exit 67");
        job.Kind = WorkKind.Notification;
        site.Schedulers.Put("s1", job);

        var (_, result) = await site.Schedulers.NextResultAsync();

        Assert.Equal((5UL, WorkKind.Notification, 67), (result.Id, result.Kind, result.ExitCode));
        Assert.Equal("no such mailbox\n", result.Output.ToStringUtf8());
    }

    [Fact]
    public async Task Run_ActionLeasedAgainAfterItsReceiptWasTaken_IsAnsweredAndNotRunAgain()
    {
        await using var site = NewSite();
        using var folder = new OpenFolder();
        await site.StartAsync();
        await site.LinkAsync(1, "s1", "s2");
        site.Schedulers.Put("s1", Sends(epoch: 1));
        Assert.Equal(0, (await site.Schedulers.NextResultAsync()).Result.ExitCode);

        site.Schedulers.Put("s2", Sends(epoch: 2));
        var (scheduler, again) = await site.Schedulers.NextResultAsync();

        Assert.Equal(("s2", 5UL, 2UL), (scheduler, again.Id, again.Stamp.Epoch));
        Assert.Equal("sent\n", await File.ReadAllTextAsync(folder.Sent));

        Job Sends(ulong epoch)
        {
            var job = WorkerSite.Job(5, "/bin/sh", "-c", $"echo sent >> {folder.Sent}");
            job.Kind = WorkKind.Notification;
            job.Stamp.Epoch = epoch;
            return job;
        }
    }

    [Fact]
    public async Task Run_SchedulerAwayWhileReceiptsAreDue_ReceiptArrivesLater()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.FailNextSends(3);
        site.Schedulers.Put("s1", WorkerSite.Job(5, "/bin/true"));

        Assert.Equal(5UL, (await site.Schedulers.NextResultAsync()).Result.Id);
    }

    [Fact]
    public async Task Run_ReceiptTakenBeforeARestart_IsAnsweredFromDiskAndNotRunAgain()
    {
        await using var site = NewSite();
        using var folder = new OpenFolder();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.Put("s1", Notification(5, $"echo sent >> {folder.Sent}; echo accepted"));
        Assert.Equal(0, (await site.Schedulers.NextResultAsync()).Result.ExitCode);
        await site.StopAsync();

        await site.StartAsync("run-2");
        site.Schedulers.Put("s1", Notification(5, $"echo sent >> {folder.Sent}"));
        var (_, again) = await site.Schedulers.NextResultAsync();

        Assert.Equal((5UL, "accepted\n"), (again.Id, again.Output.ToStringUtf8()));
        Assert.Equal("sent\n", await File.ReadAllTextAsync(folder.Sent));
    }

    [Fact]
    public async Task Run_ReceiptThatNobodyTookBeforeARestart_IsSentAfterIt()
    {
        await using var site = NewSite();
        using var folder = new OpenFolder();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.FailNextSends(int.MaxValue);
        site.Schedulers.Put("s1", Notification(5, $"echo sent >> {folder.Sent}"));
        await Arbiter.Eventually.TrueAsync(() => site.Gauge("results_kept") > 0 && File.Exists(folder.Sent), "the command has not run");
        await site.StopAsync();

        site.Schedulers.FailNextSends(0);
        await site.StartAsync("run-2");

        Assert.Equal(5UL, (await site.Schedulers.NextResultAsync()).Result.Id);
        Assert.Equal("sent\n", await File.ReadAllTextAsync(folder.Sent));
    }

    [Fact]
    public async Task Run_Command_FindsTheIdOfItsNotificationInItsEnvironment()
    {
        await using var site = NewSite();
        await site.StartAsync();
        await site.LinkAsync(1, "s1");
        site.Schedulers.Put("s1", Notification(5, "echo $TSUBA_ACTION_ID/$TSUBA_ACTION_COPY"));

        Assert.Equal("5/\n", (await site.Schedulers.NextResultAsync()).Result.Output.ToStringUtf8());
    }

    private static Job Notification(ulong id, string line)
    {
        var job = WorkerSite.Job(id, "/bin/sh", "-c", line);
        job.Kind = WorkKind.Notification;
        return job;
    }

    private static WorkerSite NewSite() => new(DaemonRole.Reactionner, context => new ReactionnerDaemon(context));

    /// <summary>A folder where the user who runs plugins may write.</summary>
    private sealed class OpenFolder : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("tsuba-reactionner-").FullName;

        internal OpenFolder() => File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);

        internal string Sent => Path.Combine(_folder, "sent");

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
