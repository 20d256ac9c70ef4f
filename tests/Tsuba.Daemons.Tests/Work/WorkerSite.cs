using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Work;

/// <summary>A poller or reactionner between fake schedulers, with real processes and a state directory of its own.</summary>
internal sealed class WorkerSite : IDaemonRoutes, IAsyncDisposable
{
    private readonly Func<DaemonContext, IDaemon> _create;
    private readonly DaemonRole _role;
    private readonly string _state = Directory.CreateTempSubdirectory("tsuba-worker-").FullName;
    private readonly Dictionary<string, Func<IMessage, Task<IMessage>>> _handlers = new(StringComparer.Ordinal);
    private readonly DaemonMeterFactory _meters = new();
    private CancellationTokenSource _stop = new();
    private IDaemon? _daemon;
    private Task _running = Task.CompletedTask;

    internal WorkerSite(DaemonRole role, Func<DaemonContext, IDaemon> create)
    {
        _role = role;
        _create = create;
    }

    internal FakeSchedulers Schedulers { get; } = new();

    internal async Task StartAsync(string run = "run-1")
    {
        _stop = new CancellationTokenSource();
        _daemon = _create(new DaemonContext(
            "site", _role, "w1", run, _state, TimeProvider.System, NullLoggerFactory.Instance, _meters, Schedulers, new Dictionary<string, string>()));
        _daemon.Map(this);
        await _daemon.StartAsync(CancellationToken.None);
        _running = _daemon.RunAsync(_stop.Token);
    }

    internal async Task StopAsync()
    {
        if (_daemon is null)
        {
            return;
        }

        await _stop.CancelAsync();
        await _running;
        await _daemon.StopAsync(CancellationToken.None);
        await _daemon.DisposeAsync();
        _stop.Dispose();
        _daemon = null;
        _running = Task.CompletedTask;
    }

    internal HeartbeatReply Heartbeat()
    {
        var reply = new HeartbeatReply();
        _daemon!.Describe(reply);
        return reply;
    }

    internal double Gauge(string name) => Heartbeat().Gauges.Single(gauge => gauge.Name == name).Value;

    internal async Task<PutLinksReply> LinkAsync(long generation, params string[] schedulers)
    {
        var request = Links(generation, schedulers);
        return await CallAsync(Routes.PutLinks, request);
    }

    internal static PutLinksRequest Links(long generation, params string[] schedulers)
    {
        var request = new PutLinksRequest { Generation = generation };
        request.Daemons.AddRange(schedulers.Select(name => new DaemonAddress { Role = "scheduler", Name = name, Host = "localhost", Port = 1 }));
        return request;
    }

    internal async Task<TReply> CallAsync<TRequest, TReply>(Route<TRequest, TReply> route, TRequest request)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply> =>
        (TReply)await _handlers[route.Path](request);

    public void Map<TRequest, TReply>(Route<TRequest, TReply> route, Func<Caller, TRequest, CancellationToken, ValueTask<TReply>> handler)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply> =>
        _handlers[route.Path] = async request => await handler(new Caller(DaemonRole.Arbiter, "a"), (TRequest)request, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _meters.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    internal static Job Job(ulong id, params string[] arguments)
    {
        var job = new Job
        {
            Stamp = new PartStamp { Part = 1, Epoch = 1 },
            Id = id,
            Item = 100 + id,
            Occurrence = 7,
            TimeoutMs = 30_000,
            MaxOutputBytes = 1000,
            ModuleType = "fork",
        };
        job.Arguments.AddRange(arguments);
        return job;
    }
}
