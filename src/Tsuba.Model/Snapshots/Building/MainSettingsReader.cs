using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Compiles the options of the main files.</summary>
internal static class MainSettingsReader
{
    // Nagios keeps 21 results, whatever the configuration says. Source: reference/conventions.md 2.
    private const int NagiosFlapHistory = 21;

    /// <summary>interval_length alone: it is needed to read everything else.</summary>
    internal static TimeSpan IntervalLength(in ObjectReader reader)
    {
        var seconds = reader.OptionalNumber("interval_length", 0.001, 86400) ?? 60;
        return TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
    }

    internal static MainSettings Read(in ObjectReader reader) =>
        WithReactions(reader, WithChecks(reader, new MainSettings
        {
            IntervalLength = reader.Context.IntervalLength,
            Zone = Zone(reader),
            DateFormat = reader.Text("date_format") ?? "us",
            IllegalMacroOutputCharacters = reader.Source.Find("illegal_macro_output_chars") ?? reader.Text("illegal_macro_output_chars") ?? "",
            EnableEnvironmentMacros = reader.Flag("enable_environment_macros"),
            MaxPluginOutputLength = reader.Integer("max_plugins_output_length", 64, 16 * 1024 * 1024),
            Prefix = reader.Text("prefix") ?? "",
            CommandFile = reader.Text("command_file") ?? "",
            ExternalCommandsEnabled = reader.Flag("check_external_commands"),
            LogFile = reader.Text("log_file") ?? "",
            AdminEmail = reader.Text("admin_email") ?? "",
            AdminPager = reader.Text("admin_pager") ?? "",
            RetentionInterval = TimeSpan.FromMinutes(reader.Integer("retention_update_interval", 0, 525_600)),
            OriginalBusinessRuleArithmetic = reader.Text("business_rule_compat") == "shinken",
            AbsorbParts = reader.Flag("absorb_parts"),
            GlobalHostEventHandler = CommandLinker.Call(reader, "global_host_event_handler"),
            GlobalServiceEventHandler = CommandLinker.Call(reader, "global_service_event_handler"),
            OchpCommand = CommandLinker.Call(reader, "ochp_command"),
            OcspCommand = CommandLinker.Call(reader, "ocsp_command"),
            HostPerfdataCommand = Perfdata(reader, "host_perfdata_command"),
            ServicePerfdataCommand = Perfdata(reader, "service_perfdata_command"),
            HostPerfdataFile = reader.Text("host_perfdata_file") ?? "",
            ServicePerfdataFile = reader.Text("service_perfdata_file") ?? "",
            HostPerfdataTemplate = reader.Text("host_perfdata_file_template") ?? "",
            ServicePerfdataTemplate = reader.Text("service_perfdata_file_template") ?? "",
            HostPerfdataMode = Letter(reader, "host_perfdata_file_mode", "awp"),
            ServicePerfdataMode = Letter(reader, "service_perfdata_file_mode", "awp"),
            HostPerfdataOfEmptyResults = reader.Flag("host_perfdata_process_empty_results"),
            ServicePerfdataOfEmptyResults = reader.Flag("service_perfdata_process_empty_results"),
            HostPerfdataProcessingCommand = Perfdata(reader, "host_perfdata_file_processing_command"),
            ServicePerfdataProcessingCommand = Perfdata(reader, "service_perfdata_file_processing_command"),
            HostPerfdataProcessingInterval = reader.Seconds("host_perfdata_file_processing_interval"),
            ServicePerfdataProcessingInterval = reader.Seconds("service_perfdata_file_processing_interval"),
        }));

    // One that is not defined is none in the nagios profile, as in Nagios, which finds out when it runs.
    private static CommandCall? Perfdata(in ObjectReader reader, string name) =>
        reader.Context.Profile == CompatibilityProfile.Nagios ? CommandLinker.Find(reader, name) : CommandLinker.Call(reader, name);

    private static MainSettings WithChecks(in ObjectReader reader, MainSettings settings) => settings with
    {
        ExecuteHostChecks = reader.Flag("execute_host_checks"),
        ExecuteServiceChecks = reader.Flag("execute_service_checks"),
        AcceptPassiveHostChecks = reader.Flag("accept_passive_host_checks"),
        AcceptPassiveServiceChecks = reader.Flag("accept_passive_service_checks"),
        HostCheckTimeout = reader.Seconds("host_check_timeout"),
        ServiceCheckTimeout = reader.Seconds("service_check_timeout"),
        TimeoutExitStatus = TimeoutExitStatus(reader),
        MaxHostCheckSpread = Spread(reader, "max_host_check_spread"),
        MaxServiceCheckSpread = Spread(reader, "max_service_check_spread"),
        PredictiveHostDependencyChecks = reader.Flag("enable_predictive_host_dependency_checks"),
        PredictiveServiceDependencyChecks = reader.Flag("enable_predictive_service_dependency_checks"),
        CachedHostCheckHorizon = reader.Seconds("cached_host_check_horizon"),
        CachedServiceCheckHorizon = reader.Seconds("cached_service_check_horizon"),
        UseAggressiveHostChecking = reader.Flag("use_aggressive_host_checking"),
        TranslatePassiveHostChecks = reader.Flag("translate_passive_host_checks"),
        PassiveHostChecksAreSoft = reader.Flag("passive_host_checks_are_soft"),
        SoftStateDependencies = reader.Flag("soft_state_dependencies"),
        HostDownDisablesServiceChecks = reader.Flag("host_down_disable_service_checks"),
        CheckForOrphanedHosts = reader.Flag("check_for_orphaned_hosts"),
        CheckForOrphanedServices = reader.Flag("check_for_orphaned_services"),
        CheckHostFreshness = reader.Flag("check_host_freshness"),
        CheckServiceFreshness = reader.Flag("check_service_freshness"),
        HostFreshnessInterval = reader.Seconds("host_freshness_check_interval"),
        ServiceFreshnessInterval = reader.Seconds("service_freshness_check_interval"),
        AdditionalFreshnessLatency = reader.Seconds("additional_freshness_latency"),
        ObsessOverHosts = reader.Flag("obsess_over_hosts"),
        ObsessOverServices = reader.Flag("obsess_over_services"),
        OchpTimeout = reader.Seconds("ochp_timeout"),
        OcspTimeout = reader.Seconds("ocsp_timeout"),
        ProcessPerformanceData = reader.Flag("process_performance_data"),
        PerfdataTimeout = reader.Seconds("perfdata_timeout"),
    };

    private static MainSettings WithReactions(in ObjectReader reader, MainSettings settings) => settings with
    {
        EnableNotifications = reader.Flag("enable_notifications"),
        NotificationTimeout = reader.Seconds("notification_timeout"),
        EnableEventHandlers = reader.Flag("enable_event_handlers"),
        EventHandlerTimeout = reader.Seconds("event_handler_timeout"),
        NoEventHandlersDuringDowntimes = reader.Flag("no_event_handlers_during_downtimes"),
        EnableFlapDetection = reader.Flag("enable_flap_detection"),
        LowHostFlapThreshold = reader.OptionalNumber("low_host_flap_threshold", 0, 100) ?? 0,
        HighHostFlapThreshold = reader.OptionalNumber("high_host_flap_threshold", 0, 100) ?? 0,
        LowServiceFlapThreshold = reader.OptionalNumber("low_service_flap_threshold", 0, 100) ?? 0,
        HighServiceFlapThreshold = reader.OptionalNumber("high_service_flap_threshold", 0, 100) ?? 0,
        FlapHistory = FlapHistory(reader),
        ProblemImpactsChangeStates = reader.Flag("enable_problem_impacts_states_change"),
        LogNotifications = reader.Flag("log_notifications"),
        LogHostRetries = reader.Flag("log_host_retries"),
        LogServiceRetries = reader.Flag("log_service_retries"),
        LogEventHandlers = reader.Flag("log_event_handlers"),
        LogInitialStates = reader.Flag("log_initial_states"),
        LogCurrentStates = reader.Flag("log_current_states"),
        LogExternalCommands = reader.Flag("log_external_commands"),
        LogPassiveChecks = reader.Flag("log_passive_checks"),
        LogRotation = Letter(reader, "log_rotation_method", "nhdwm"),
        LogArchivePath = reader.Text("log_archive_path") ?? "",
        StatusFile = reader.Text("status_file") ?? "",
        ObjectCacheFile = reader.Text("object_cache_file") ?? "",
        StatusUpdateInterval = reader.Seconds("status_update_interval") is { Ticks: > 0 } interval ? interval : TimeSpan.FromSeconds(60),
        UseSyslog = reader.Flag("use_syslog"),
    };

    private static TimeZoneInfo Zone(in ObjectReader reader)
    {
        // A leading colon is how the C library takes a name of the time zone database.
        if (reader.Text("use_timezone")?.Trim().TrimStart(':') is not { Length: > 0 } name)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        reader.Context.Report(SnapshotFindings.ZoneUnknown, reader.Locate("use_timezone"), $"use_timezone: there is no time zone \"{ObjectReader.Shorten(name)}\"");
        return TimeZoneInfo.Utc;
    }

    // Nagios counts the spread in minutes, Shinken in interval lengths.
    private static TimeSpan Spread(in ObjectReader reader, string name) =>
        reader.Context.Profile == CompatibilityProfile.Nagios
            ? TimeSpan.FromMinutes(reader.Integer(name, 0, 525_600))
            : reader.Units(name);

    private static int FlapHistory(in ObjectReader reader)
    {
        var configured = reader.Integer("flap_history", 2, 64);
        return reader.Context.Profile == CompatibilityProfile.Nagios && !reader.IsSet("flap_history") ? NagiosFlapHistory : configured;
    }

    private static int TimeoutExitStatus(in ObjectReader reader)
    {
        var status = reader.Integer("timeout_exit_status", 0, 3);
        var letter = Letter(reader, "service_check_timeout_state", "owcu");
        return reader.IsSet("service_check_timeout_state") ? "owcu".IndexOf(letter, StringComparison.Ordinal) : status;
    }

    private static char Letter(in ObjectReader reader, string name, string letters)
    {
        var text = reader.Text(name);
        if (text is { Length: > 0 } && letters.Contains(char.ToLowerInvariant(text[0]), StringComparison.Ordinal))
        {
            return char.ToLowerInvariant(text[0]);
        }

        reader.Context.Report(
            SnapshotFindings.OptionUnknown,
            reader.Locate(name),
            $"{name}: \"{ObjectReader.Shorten(text ?? "")}\" is not one of {string.Join(", ", letters.ToCharArray())}");
        return letters[0];
    }
}
