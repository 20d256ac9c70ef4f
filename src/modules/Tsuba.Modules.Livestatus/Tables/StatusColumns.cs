using System.Collections.Immutable;
using Tsuba.Protocol.Contracts;
using Status = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Modules.Livestatus.Tables.QueryContext>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of the one row of <c>status</c>. A switch is on where it is on in every part.</summary>
internal static class StatusColumns
{
    // Each has a rate beside it.
    private static readonly ImmutableArray<string> Counters = ["connections", "requests", "host_checks", "service_checks", "forks", "log_messages", "neb_callbacks"];

    public static ImmutableArray<Column> All { get; } =
    [
        Status.Text("program_version", "Version", (_, _) => "Tsuba " + typeof(StatusColumns).Assembly.GetName().Version?.ToString(3)),
        Status.Text("livestatus_version", "Version of this protocol; its ending tells clients how to talk", (_, context) => context.Server.Version),
        Status.Time("program_start", "When the broker got the configuration that it shows, at its start or by a reload; or when all parts began anew", (_, context) => ProgramStart(context)),
        Status.Int("nagios_pid", "Process id of the broker", (_, _) => Environment.ProcessId),
        Status.Int("interval_length", "Seconds of an interval", (_, context) => (long)context.Site.Settings.IntervalLength.TotalSeconds),
        Status.Int("num_hosts", "Number of hosts", (_, context) => context.Site.Hosts.Length),
        Status.Int("num_services", "Number of services", (_, context) => context.Site.Services.Length),
        Status.Time("last_command_check", "Now: commands are read all the time", (_, context) => context.NowMilliseconds),
        Status.Time("last_log_rotation", "0: the log is a store that does not rotate", (_, _) => 0),
        Switch("enable_notifications", "Notifications", program => program.NotificationsEnabled),
        Switch("execute_host_checks", "Active checks of hosts", program => program.ExecuteHostChecks),
        Switch("execute_service_checks", "Active checks of services", program => program.ExecuteServiceChecks),
        Switch("accept_passive_host_checks", "Passive results of hosts", program => program.AcceptPassiveHostChecks),
        Switch("accept_passive_service_checks", "Passive results of services", program => program.AcceptPassiveServiceChecks),
        Switch("enable_event_handlers", "Event handlers", program => program.EventHandlersEnabled),
        Switch("enable_flap_detection", "Flap detection", program => program.FlapDetectionEnabled),
        Switch("process_performance_data", "Performance data", program => program.ProcessPerformanceData),
        Switch("obsess_over_hosts", "Obsessive command of hosts", program => program.ObsessOverHosts),
        Switch("obsess_over_services", "Obsessive command of services", program => program.ObsessOverServices),
        Switch("check_host_freshness", "Freshness of hosts", program => program.CheckHostFreshness),
        Switch("check_service_freshness", "Freshness of services", program => program.CheckServiceFreshness),
        Status.Flag("check_external_commands", "Whether commands are taken", (_, context) => context.Site.Settings.ExternalCommandsEnabled),
        .. Counters.Select(name => Status.Int(name, "Counted since the start", (_, context) => context.Server.Counter(name))),
        .. Counters.Select(name => Status.Real(name + "_rate", "The same for each second, smoothed", (_, context) => context.Server.Rate(name))),
        Status.Int("cached_log_messages", "Always 0: the log is not cached", (_, _) => 0),
        Status.Real("cached_log_messages_rate", "Always 0", (_, _) => 0),
        Status.Int("external_command_buffer_max", "Always 0: commands wait on disk", (_, _) => 0),
        Status.Int("external_command_buffer_slots", "Always 0", (_, _) => 0),
        Status.Int("external_command_buffer_usage", "Always 0", (_, _) => 0),
        Status.Real("external_commands_rate", "Commands for each second, smoothed", (_, context) => context.Server.Rate("commands")),
        Status.Real("livechecks", "Of another server; always 0", (_, _) => 0),
        Status.Real("livechecks_rate", "Of another server; always 0", (_, _) => 0),
        Status.Real("livecheck_overflows", "Of another server; always 0", (_, _) => 0),
        Status.Real("livecheck_overflows_rate", "Of another server; always 0", (_, _) => 0),
    ];

    private static long ProgramStart(QueryContext context)
    {
        var start = long.MaxValue;
        foreach (var part in context.Tables.Parts.Values)
        {
            start = Math.Min(start, part.Program?.StartUtcMs ?? long.MaxValue);
        }

        return Math.Max(start == long.MaxValue ? 0 : start, context.Tables.ConfigurationChangedUtcMilliseconds);
    }

    private static Column Switch(string name, string description, Func<ProgramEvent, bool> read) =>
        Status.Flag(name, description, (_, context) =>
        {
            foreach (var part in context.Tables.Parts.Values)
            {
                if (part.Program is { } program && !read(program))
                {
                    return false;
                }
            }

            return true;
        });
}
