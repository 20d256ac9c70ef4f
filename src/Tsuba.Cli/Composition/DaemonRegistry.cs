using Tsuba.Arbiter;
using Tsuba.Broker;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Modules.Console.Reports;
using Tsuba.Modules.Metrics;
using Tsuba.Modules.Otlp.Internals;
using Tsuba.Poller;
using Tsuba.Reactionner;
using Tsuba.Receiver;
using Tsuba.Scheduler;
using Tsuba.Synchronizer;

namespace Tsuba.Cli.Composition;

/// <summary>How each of the seven daemons is made.</summary>
internal static class DaemonRegistry
{
    /// <summary>The seven, with the port of each. Source: reference/shinken.md 1.1.</summary>
    public static IReadOnlyList<(DaemonRole Role, int Port)> Ports { get; } =
    [
        (DaemonRole.Synchronizer, 7765),
        (DaemonRole.Arbiter, 7770),
        (DaemonRole.Scheduler, 7768),
        (DaemonRole.Poller, 7771),
        (DaemonRole.Reactionner, 7769),
        (DaemonRole.Receiver, 7773),
        (DaemonRole.Broker, 7772),
    ];

    /// <summary>Sends a daemon's own metrics to where its settings say; null: nowhere.</summary>
    /// <exception cref="InvalidDataException">The settings make no sense.</exception>
    public static Func<CancellationToken, Task>? Export(DaemonContext context, Func<IReadOnlyList<MetricReading>> read)
    {
        var daemon = new DaemonIdentity(context.Site, context.Role.ToIdentifier(), context.Name, context.Run);
        return DaemonMetrics.From(context.Settings, daemon, context.Time, context.Loggers, context.Meters, read) is { } metrics ? RunAsync : null;

        async Task RunAsync(CancellationToken stop)
        {
            using (metrics)
            {
                await metrics.RunAsync(stop);
            }
        }
    }

    /// <summary>The maker of a role; null for a role that is no daemon.</summary>
    public static Func<DaemonContext, IDaemon>? Find(DaemonRole role) => role switch
    {
        DaemonRole.Synchronizer => context => new SynchronizerDaemon(
            context, new DiskSourceFiles(), [.. (context.Settings.GetValueOrDefault("configuration") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)]),
        DaemonRole.Arbiter => context => new ArbiterDaemon(context, ConfigurationSources.Of(context), ModuleRegistry.OfArbiter()),
        DaemonRole.Scheduler => context => new SchedulerDaemon(context),
        DaemonRole.Poller => context => new PollerDaemon(context),
        DaemonRole.Reactionner => context => new ReactionnerDaemon(context),
        DaemonRole.Receiver => context => new ReceiverDaemon(context, ModuleRegistry.OfReceiver()),
        DaemonRole.Broker => context => new BrokerDaemon(
            context,
            ModuleRegistry.OfBroker(out var history),
            (tables, text, cancellationToken) => ModuleRegistry.QueryAsync(tables, history(), text, cancellationToken),
            (tables, request, cancellationToken) => new OperatorReports(tables, history, context.Time).AnswerAsync(request, cancellationToken)),
        _ => null,
    };
}
