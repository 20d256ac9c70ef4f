using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Scheduler;

/// <summary>A follower's call for the journal of a part.</summary>
public sealed class FollowCallTests : IDisposable
{
    private static readonly PartStamp First = new() { Part = 1, Epoch = new Epoch(1, 1).Packed };
    private static readonly PartStamp Second = new() { Part = 1, Epoch = new Epoch(1, 2).Packed };

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-scheduler-");
    private readonly MemoryNetwork _network = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Follow_WaitsWhileTheEpochRises_IsRefusedAndGetsNoFrameOfIt()
    {
        await using var scheduler = await RunningScheduler.StartAsync(_network, "a", _state.FullName);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, First);
        Assert.Single(await scheduler.LeaseAsync("poller"));
        var copied = await FollowAsync(scheduler, cursor: 1, waitMs: 0);
        Assert.NotEmpty(copied.Frames);

        var waiting = FollowAsync(scheduler, copied.NextCursor, waitMs: 20_000);
        Assert.False(waiting.IsCompleted);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Second);

        var reply = await waiting;
        Assert.Equal(RefusalReason.StaleEpoch, reply.Ack.Reason);
        Assert.Empty(reply.Frames);

        static Task<FollowReply> FollowAsync(RunningScheduler scheduler, ulong cursor, int waitMs) => scheduler.CallAsync(
            DaemonRole.Scheduler,
            "b",
            Routes.Follow,
            new FollowRequest { Stamp = First, Follower = "b", Cursor = cursor, MaxBytes = 1 << 20, WaitMs = waitMs });
    }
}
