using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Platform.Tests.Hosting;

/// <summary>A scheduler that writes down what the host does with it.</summary>
internal sealed class ProbeDaemon(DaemonContext context) : IDaemon
{
    public List<string> Steps { get; } = [];

    public Func<LeaseRequest, CancellationToken, ValueTask<LeaseReply>> OnLease { get; set; } =
        (_, _) => ValueTask.FromResult(new LeaseReply());

    /// <summary>Called when its start begins.</summary>
    public Action Started { get; init; } = () => { };

    /// <summary>When its start ends.</summary>
    public Task Restored { get; init; } = Task.CompletedTask;

    public DaemonRole Role => context.Role;

    public string Name => context.Name;

    public Caller LastCaller { get; private set; }

    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.Lease, (caller, request, token) =>
        {
            LastCaller = caller;
            return OnLease(request, token);
        });
        routes.Map(Routes.PutChunks, (caller, _, _) =>
        {
            LastCaller = caller;
            return ValueTask.FromResult(new PutChunksReply { Ack = new Ack { Accepted = true } });
        });
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Steps.Add("start");
        Started();
        return Restored;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        Steps.Add("run");
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Steps.Add("ran");
    }

    public Task StopAsync(CancellationToken deadline)
    {
        Steps.Add("stop");
        return Task.CompletedTask;
    }

    public void Describe(HeartbeatReply reply) => reply.Generation = 7;

    public ValueTask DisposeAsync()
    {
        Steps.Add("dispose");
        return ValueTask.CompletedTask;
    }
}
