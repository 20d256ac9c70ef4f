using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.LiveState;
using Tsuba.Modules;
using Tsuba.Modules.Livestatus;

namespace Tsuba.Benchmarks.Runs;

/// <summary>A Livestatus module on a free port of the loopback, without commands and history.</summary>
internal sealed class LivestatusBenchPort : IAsyncDisposable, ICommandSink
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly LivestatusModule _module;
    private Task _loop = Task.CompletedTask;

    private LivestatusBenchPort(LiveTables tables)
    {
        var context = new ModuleContext(
            "livestatus", "livestatus", "bench", "", new Dictionary<string, string>(), TimeProvider.System, NullLoggerFactory.Instance, _services.GetRequiredService<IMeterFactory>(), this);
        _module = new LivestatusModule(context, tables, () => null, _ => ValueTask.FromResult(false), new LivestatusSettings { Port = 0 });
    }

    public IPEndPoint Address => _module.Address ?? throw new InvalidOperationException("the port is not open");

    public static async Task<LivestatusBenchPort> StartAsync(LiveTables tables)
    {
        var port = new LivestatusBenchPort(tables);
        await port._module.StartAsync(CancellationToken.None);
        port._loop = port._module.RunAsync(port._stop.Token);
        return port;
    }

    public ValueTask<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, string author, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new CommandReceipt(false, false, "a benchmark takes no commands", []));

    public ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken) =>
        ValueTask.FromResult(CommandFate.Pending(CommandPhase.Unknown));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _module.DisposeAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }
}
