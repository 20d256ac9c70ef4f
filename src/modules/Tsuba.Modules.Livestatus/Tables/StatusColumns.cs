using System.Collections.Immutable;
using Tsuba.Protocol.Contracts;
using static Tsuba.Modules.Livestatus.Tables.ColumnType;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of the one row of <c>status</c>. Switches are on where they are on in every part.</summary>
internal static class StatusColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Of("program_version", Text, "Version", _ => Cell.Of("Tsuba " + typeof(StatusColumns).Assembly.GetName().Version?.ToString(3))),
        Of("livestatus_version", Text, "Version of this protocol", _ => Cell.Of("1.5.0-tsuba-naemon")),
        Of("program_start", Time, "Start of the scheduler that runs longest", data => Cell.Seconds(Programs(data).Select(program => program.StartUtcMs).DefaultIfEmpty(0).Min())),
        Of("last_command_check", Time, "Now", data => Cell.Of(data.Now.ToUnixTimeSeconds())),
        Of("interval_length", Int, "Seconds of an interval", _ => Cell.Of(60)),
        Of("num_hosts", Int, "Number of hosts", data => Cell.Of(data.Site.Hosts.Length)),
        Of("num_services", Int, "Number of services", data => Cell.Of(data.Site.Services.Length)),
        Switch("enable_notifications", "Notifications", program => program.NotificationsEnabled),
        Switch("execute_host_checks", "Active host checks", program => program.ExecuteHostChecks),
        Switch("execute_service_checks", "Active service checks", program => program.ExecuteServiceChecks),
        Switch("accept_passive_host_checks", "Passive host checks", program => program.AcceptPassiveHostChecks),
        Switch("accept_passive_service_checks", "Passive service checks", program => program.AcceptPassiveServiceChecks),
        Switch("enable_event_handlers", "Event handlers", program => program.EventHandlersEnabled),
        Switch("enable_flap_detection", "Flap detection", program => program.FlapDetectionEnabled),
        Switch("process_performance_data", "Performance data", program => program.ProcessPerformanceData),
        Switch("obsess_over_hosts", "Obsess over hosts", program => program.ObsessOverHosts),
        Switch("obsess_over_services", "Obsess over services", program => program.ObsessOverServices),
        Switch("check_host_freshness", "Freshness of hosts", program => program.CheckHostFreshness),
        Switch("check_service_freshness", "Freshness of services", program => program.CheckServiceFreshness),
    ];

    private static IEnumerable<ProgramEvent> Programs(LivestatusData data) =>
        data.Tables.Parts.Values.Select(part => part.Program).OfType<ProgramEvent>();

    private static Column Switch(string name, string description, Func<ProgramEvent, bool> read) =>
        Of(name, Int, description, data => Cell.Of(Programs(data).All(read)));

    private static Column Of(string name, ColumnType type, string description, Func<LivestatusData, Cell> read) =>
        new(name, type, description, row => read((LivestatusData)row));
}
