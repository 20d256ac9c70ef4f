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
