using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Logging;
using Tsuba.Hosting.Settings;

namespace Tsuba.Cli.Sites;

/// <summary>Runs daemons in this process until a signal or a fault ends them, and tells the service manager of it.</summary>
internal static class SiteRunner
{
    /// <summary>Starts, waits, stops.</summary>
    /// <param name="state">The site.</param>
    /// <param name="daemons">Which daemons; the first one's settings say how logs are written and how long a stop may take.</param>
    /// <param name="reload">Called on HUP, with the daemons that run.</param>
    /// <param name="started">Called when all have started; cancelled when they end.</param>
    /// <returns>Exit status.</returns>
    public static async Task<int> RunAsync(
        SiteState state,
        IReadOnlyList<DaemonSpecification> daemons,
        Action<IReadOnlyList<DaemonHost>> reload,
        Func<IReadOnlyList<DaemonHost>, CancellationToken, Task> started)
    {
        var settings = daemons[0].Settings;
        var isOnTerminal = settings.GetValueOrDefault("log_stderr", "1") != "0";
        var patience = TimeSpan.FromSeconds(double.Parse(settings.GetValueOrDefault("graceful_timeout", "20"), System.Globalization.CultureInfo.InvariantCulture));
        await using var sink = new LogSink(state.LogDirectory, Console.Error, isOnTerminal);
        await using var site = new SiteHost(state, TimeProvider.System, sink, LevelOf, patience);
        using var signals = new ProcessSignals(TimeProvider.System, () => reload(site.Daemons), sink.Reopen);
        try
        {
            await site.StartAsync(daemons, signals.Stopping);
        }
        catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }

        var manager = ServiceManager.Of(Environment.GetEnvironmentVariable, Environment.ProcessId);
        manager.Ready();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(signals.Stopping);
        await using var farewell = signals.Stopping.Register(() => manager.Stopping());
        Task[] beside = [started(site.Daemons, ended.Token), ShowLifeAsync(site, manager, ended.Token)];
        var isWell = await site.RunAsync(signals.Stopping);
        await ended.CancelAsync();
        await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return isWell ? ExitCodes.Success : ExitCodes.Failure;
    }

    // A daemon that cannot describe itself any more hangs: no sign of life is given then, and the service manager starts the process anew.
    private static async Task ShowLifeAsync(SiteHost site, ServiceManager manager, CancellationToken stop)
    {
        if (manager.WatchdogPeriod is not { } period)
        {
            return;
        }

        using var timer = new PeriodicTimer(period, TimeProvider.System);
        do
        {
            foreach (var daemon in site.Daemons)
            {
                daemon.Describe();
            }

            manager.Alive();
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private static LogLevel LevelOf(DaemonSpecification daemon) =>
        LogLevels.Parse(daemon.Settings.GetValueOrDefault("log_level", "INFO")) ?? LogLevel.Information;
}
