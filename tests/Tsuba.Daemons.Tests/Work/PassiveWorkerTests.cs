using Tsuba.Daemons.Tests.Scheduler;
using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Work;

/// <summary>A poller that can open no connection works over those that its scheduler opens.</summary>
public sealed class PassiveWorkerTests : IDisposable
{
    private const string Poller = "p";
    private const string Owner = "a";
    private static readonly ulong Epoch = new Epoch(1, 1).Packed;

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-scheduler-");
    private readonly MemoryNetwork _network = new();

    public PassiveWorkerTests() => _network.Cut(Poller, Owner, isCut: true);

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Check_PollerReachesNobody_IsRunAndItsResultArrives()
    {
        await using var poller = await PassivePoller.StartAsync(_network, Poller, Owner);
        await using var scheduler = await StartAsync();
        await scheduler.GiveAsync(new SchedulerSite(hosts: 3).Encoded, Stamp());

        await LinkAsync(scheduler, 1, Poller);

        Assert.Equal(3, (await ResultsAsync(scheduler, 3)).Distinct().Count());
        Assert.Equal(1, scheduler.Describe().Links);
    }

    [Fact]
    public async Task Check_SchedulerReachesThePollerLate_IsRunOnce()
    {
        _network.Cut(Owner, Poller, isCut: true);
        await using var poller = await PassivePoller.StartAsync(_network, Poller, Owner);
        await using var scheduler = await StartAsync();
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp());
        await LinkAsync(scheduler, 1, Poller);

        _network.Cut(Owner, Poller, isCut: false);

        Assert.Single(await ResultsAsync(scheduler, 1));
    }

    [Fact]
    public async Task Restart_WithoutAnArbiter_GoesOnCallingItsPassivePoller()
    {
        var first = await StartAsync();
        await first.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp());
        await LinkAsync(first, 7, Poller);
        await first.StopAsync();
        await using var poller = await PassivePoller.StartAsync(_network, Poller, Owner);

        await using var second = await StartAsync();

        Assert.Single(await ResultsAsync(second, 1));
        Assert.Equal(7, second.Describe().Links);
    }

    [Fact]
    public async Task Links_WithoutThePoller_EndTheCalls()
    {
        await using var scheduler = await StartAsync();
        await LinkAsync(scheduler, 1, Poller);
        await LinkAsync(scheduler, 2);
        await using var poller = await PassivePoller.StartAsync(_network, Poller, Owner);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp());

        // The poller would be first in the queue; a call of another one gets the job only if it is not served.
        Assert.Single(await scheduler.LeaseAsync("other"));
    }

    [Fact]
    public async Task Links_OlderThanThoseInForce_AreRefused()
    {
        await using var scheduler = await StartAsync();
        await LinkAsync(scheduler, 2, Poller);

        var reply = await scheduler.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.PutLinks, new PutLinksRequest { Generation = 1 });

        Assert.False(reply.Ack.Accepted);
    }

    [Fact]
    public async Task Fetch_ByASchedulerThatThePollerDoesNotServe_IsRefused()
    {
        await using var poller = await PassivePoller.StartAsync(_network, Poller, Owner);

        var reply = await _network.PeersOf(DaemonRole.Scheduler, "stranger").CallAsync(
            new PeerAddress(DaemonRole.Poller, Poller, "memory", 1), Routes.WorkerCalls, new WorkerCallsRequest { Again = true }, TimeSpan.FromSeconds(30), CancellationToken.None);

        Assert.False(reply.Ack.Accepted);
        Assert.Empty(reply.Calls);
    }

    private static PartStamp Stamp() => new() { Part = 1, Epoch = Epoch };

    private Task<RunningScheduler> StartAsync() => RunningScheduler.StartAsync(_network, Owner, _state.FullName);

    private static async Task LinkAsync(RunningScheduler scheduler, long generation, params string[] pollers)
    {
        var links = new PutLinksRequest { Generation = generation };
        links.Daemons.AddRange(pollers.Select(name => new DaemonAddress { Role = "poller", Name = name, Host = "memory", Port = 1 }));
        var reply = await scheduler.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.PutLinks, links);
        Assert.True(reply.Ack.Accepted, reply.Ack.Refusal);
    }

    /// <summary>Items of all check results, once there are as many as expected.</summary>
    private static async Task<List<ulong>> ResultsAsync(RunningScheduler scheduler, int expected)
    {
        var found = new List<ulong>();
        ulong cursor = 0;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (found.Count < expected)
        {
            patience.Token.ThrowIfCancellationRequested();
            var events = await scheduler.ReadAsync(Epoch, cursor, waitMs: 1_000);
            found.AddRange(events.Frames.SelectMany(frame => frame.Events).Where(happened => happened.CheckResult is not null).Select(happened => happened.CheckResult.Item));
            cursor = events.NextCursor;
        }

        return found;
    }
}
