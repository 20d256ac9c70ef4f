using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Logging;
using Tsuba.Hosting.Settings;

namespace Tsuba.Cli.Sites;

/// <summary>Runs daemons in this process until a signal or a fault ends them.</summary>
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
        using var signals = new ProcessSignals(() => reload(site.Daemons), sink.Reopen);
        try
        {
            await site.StartAsync(daemons, signals.Stopping);
        }
        catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(signals.Stopping);
        var greeting = started(site.Daemons, ended.Token);
        var isWell = await site.RunAsync(signals.Stopping);
        await ended.CancelAsync();
        await greeting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return isWell ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static LogLevel LevelOf(DaemonSpecification daemon) =>
        LogLevels.Parse(daemon.Settings.GetValueOrDefault("log_level", "INFO")) ?? LogLevel.Information;
}
