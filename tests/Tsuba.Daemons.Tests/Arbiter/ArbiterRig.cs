using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Arbiter;
using Tsuba.Arbiter.Loading;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>An arbiter with its loops running, in front of a fake site; its state directory outlives it.</summary>
internal sealed class ArbiterRig : IAsyncDisposable
{
    private readonly ArbiterDaemon _daemon;
    private readonly CancellationTokenSource _stop = new();
    private readonly DaemonMeterFactory _meters = new();
    private readonly RouteRecorder _routes = new();
    private Task _run = Task.CompletedTask;

    private ArbiterRig(FakeSite site, IConfigurationSource source, string stateDirectory)
    {
        var context = new DaemonContext(
            "site", DaemonRole.Arbiter, "arbiter-master", "run", stateDirectory, TimeProvider.System, NullLoggerFactory.Instance, _meters, site,
            new Dictionary<string, string>(StringComparer.Ordinal))
        { Version = "1.2.3" };
        _daemon = new ArbiterDaemon(context, source, []);
    }

    internal static async Task<ArbiterRig> StartAsync(FakeSite site, IConfigurationSource source, string stateDirectory)
    {
        var rig = new ArbiterRig(site, source, stateDirectory);
        rig._daemon.Map(rig._routes);
        await rig._daemon.StartAsync(CancellationToken.None);
        rig._run = rig._daemon.RunAsync(rig._stop.Token);
        return rig;
    }

    internal Task<StatusReply> StatusAsync() => CallAsync(Routes.Status, new StatusRequest());

    internal Task<ReloadReply> ReloadAsync(string confirm = "", int wait = 30_000) => CallAsync(Routes.Reload, new ReloadRequest { Confirm = confirm, WaitMs = wait });

    internal Task<ReplicateReply> ReplicateAsync(ReplicateRequest request) => CallAsync(Routes.Replicate, request);

    internal async Task<SubmittedCommand> SubmitAsync(string line, int waitMs = 30_000) =>
        Assert.Single((await CallAsync(Routes.Submit, new SubmitRequest { Lines = { line }, WaitMs = waitMs })).Commands);

    internal Task UntilServedAsync() => Eventually.TrueAsync(() => Health() == "ok", () => $"every part is served; {Health()}; {_run.Status} {_run.Exception?.Message}");

    /// <summary>Waits until the arbiter knows of a complete copy of every part.</summary>
    internal Task UntilProtectedAsync() =>
        Eventually.TrueAsync(async () => (await StatusAsync()).Parts.All(part => part.Protected), "every part has a follower in sync");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _daemon.StopAsync(CancellationToken.None);
        await _daemon.DisposeAsync();
        _stop.Dispose();
        _meters.Dispose();
    }

    private string Health()
    {
        var reply = new HeartbeatReply();
        _daemon.Describe(reply);
        return reply.Health;
    }

    private Task<TReply> CallAsync<TRequest, TReply>(Route<TRequest, TReply> route, TRequest request)
        where TRequest : Google.Protobuf.IMessage<TRequest>
        where TReply : Google.Protobuf.IMessage<TReply>
        => _routes.CallAsync(new Caller(DaemonRole.Operator, "tester"), route, request, _stop.Token);
}
