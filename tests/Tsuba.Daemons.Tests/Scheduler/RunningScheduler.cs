using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Engine;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Journal.Files;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Scheduler;

/// <summary>A scheduler on a memory network, with what an arbiter, a poller and a broker would say to it.</summary>
internal sealed class RunningScheduler : IAsyncDisposable
{
    private readonly MemoryNetwork _network;
    private readonly SchedulerDaemon _daemon;
    private readonly DaemonMeterFactory _meters = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    private RunningScheduler(MemoryNetwork network, string name, string stateDirectory, IJournalFiles files, SemanticsRange knows)
    {
        _network = network;
        Address = new PeerAddress(DaemonRole.Scheduler, name, "memory", 1);
        _daemon = new SchedulerDaemon(new DaemonContext(
            "test",
            DaemonRole.Scheduler,
            name,
            "run",
            stateDirectory,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            _meters,
            network.PeersOf(DaemonRole.Scheduler, name),
            new Dictionary<string, string>()), files, knows);
    }

    public PeerAddress Address { get; }

    public static Task<RunningScheduler> StartAsync(MemoryNetwork network, string name, string stateDirectory) =>
        StartAsync(network, name, stateDirectory, DiskFiles.Instance);

    public static Task<RunningScheduler> StartAsync(MemoryNetwork network, string name, string stateDirectory, IJournalFiles files) =>
        StartAsync(network, name, stateDirectory, files, SemanticsVersions.Known);

    /// <summary>One of a program that can run parts under these versions of the rules.</summary>
    public static Task<RunningScheduler> StartAsync(MemoryNetwork network, string name, string stateDirectory, SemanticsRange knows) =>
        StartAsync(network, name, stateDirectory, DiskFiles.Instance, knows);

    private static async Task<RunningScheduler> StartAsync(
        MemoryNetwork network, string name, string stateDirectory, IJournalFiles files, SemanticsRange knows)
    {
        var running = new RunningScheduler(network, name, stateDirectory, files, knows);
        await running._daemon.StartAsync(CancellationToken.None);
        running._daemon.Map(network.Port(DaemonRole.Scheduler, name));
        running._loop = running._daemon.RunAsync(running._stop.Token);
        return running;
    }

    public Task<TReply> CallAsync<TRequest, TReply>(DaemonRole role, string name, Route<TRequest, TReply> route, TRequest request)
        where TRequest : Google.Protobuf.IMessage<TRequest>
        where TReply : Google.Protobuf.IMessage<TReply>
    {
        var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return _network.PeersOf(role, name).CallAsync(Address, route, request, TimeSpan.FromSeconds(30), patience.Token);
    }

    /// <summary>What an arbiter does to give a part to this scheduler.</summary>
    public async Task<Ack> GiveAsync(EncodedConfiguration configuration, PartStamp stamp, DaemonAddress? follower = null, uint semantics = 0)
    {
        var offer = await CallAsync(
            DaemonRole.Arbiter, "arbiter", Routes.OfferPart, new OfferPartRequest { Stamp = stamp, Manifest = configuration.Manifest });
        if (!offer.Ack.Accepted)
        {
            return offer.Ack;
        }

        var put = new PutChunksRequest();
        put.Chunks.AddRange(offer.Missing.Select(hash => new StoredChunk { Hash = hash, Content = configuration.Chunks[hash] }));
        await CallAsync(DaemonRole.Arbiter, "arbiter", Routes.PutChunks, put);
        var activate = new ActivatePartRequest { Stamp = stamp, Manifest = configuration.Manifest, Follower = follower, Semantics = semantics };
        return (await CallAsync(DaemonRole.Arbiter, "arbiter", Routes.ActivatePart, activate)).Ack;
    }

    public async Task<List<Job>> LeaseAsync(string poller, int capacity = 10, int waitMs = 10_000) => [.. (await CallAsync(
        DaemonRole.Poller,
        poller,
        Routes.Lease,
        new LeaseRequest { Worker = poller, Run = "r", Capacity = capacity, WaitMs = waitMs })).Jobs];

    public async Task<List<Job>> LeaseActionsAsync(int waitMs = 10_000) => [.. (await CallAsync(
        DaemonRole.Reactionner,
        "reactionner",
        Routes.Lease,
        new LeaseRequest { Worker = "reactionner", Run = "r", Actions = true, Capacity = 10, WaitMs = waitMs })).Jobs];

    public Task<ResultReply> SendAsync(string poller, params JobResult[] results)
    {
        var batch = new ResultBatch { Worker = poller, Run = "r" };
        batch.Results.AddRange(results);
        return CallAsync(DaemonRole.Poller, poller, Routes.Results, batch);
    }

    public Task<ReadEventsReply> ReadAsync(ulong epoch, ulong cursor, int waitMs = 0, int part = 1) => CallAsync(
        DaemonRole.Broker,
        "broker",
        Routes.ReadEvents,
        new ReadEventsRequest { Reader = "broker", Part = part, Epoch = epoch, Cursor = cursor, MaxBytes = 1 << 20, WaitMs = waitMs });

    public HeartbeatReply Describe()
    {
        var reply = new HeartbeatReply { Health = "ok" };
        _daemon.Describe(reply);
        return reply;
    }

    /// <summary>An orderly stop.</summary>
    public async Task StopAsync()
    {
        _network.Remove(DaemonRole.Scheduler, Address.Name);
        await _stop.CancelAsync();
        await _loop;
        await _daemon.StopAsync(CancellationToken.None);
        await DisposeAsync();
    }

    /// <summary>An end without good-bye; what was not durable stays undone.</summary>
    public async ValueTask DisposeAsync()
    {
        _network.Remove(DaemonRole.Scheduler, Address.Name);
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _daemon.DisposeAsync();
        _meters.Dispose();
    }
}
