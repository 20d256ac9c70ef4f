using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots;

/// <summary>
/// The options of the main files that a daemon acts on, compiled. Members are added with the rule that reads them; each has a
/// row in the property catalogue. An instance made without a configuration has the defaults of the shinken profile.
/// </summary>
public sealed partial record MainSettings
{
    /// <summary>interval_length: the unit of most intervals.</summary>
    public TimeSpan IntervalLength { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>use_timezone; UTC offset rules of all time periods without an own zone. UTC where it is not set.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>date_format: us, euro, iso8601 or strict-iso8601, for $LONGDATETIME$ and its like.</summary>
    public string DateFormat { get; init; } = "us";

    /// <summary>illegal_macro_output_chars. The Nagios sample set by default: an empty one lets plugin text reach a shell.</summary>
    public string IllegalMacroOutputCharacters { get; init; } = "`~$&|'\"<>";

    /// <summary>prefix, for $PREFIX$.</summary>
    public string Prefix { get; init; } = "/usr/local/shinken/";

    /// <summary>command_file, or empty.</summary>
    public string CommandFile { get; init; } = "";

    /// <summary>check_external_commands.</summary>
    public bool ExternalCommandsEnabled { get; init; } = true;

    /// <summary>log_file, or empty.</summary>
    public string LogFile { get; init; } = "";

    /// <summary>admin_email, for $ADMINEMAIL$.</summary>
    public string AdminEmail { get; init; } = "";

    /// <summary>admin_pager, for $ADMINPAGER$.</summary>
    public string AdminPager { get; init; } = "";

    /// <summary>retention_update_interval in minutes; zero: only at a stop.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Whether bp_rule counts as the original does (business_rule_compat shinken). Source: design 3.</summary>
    public bool OriginalBusinessRuleArithmetic { get; init; }

    /// <summary>absorb_parts: a follower takes a part over where no spare is left. Source: design 3.</summary>
    public bool AbsorbParts { get; init; } = true;

    /// <summary>host_perfdata_file, or empty.</summary>
    public string HostPerfdataFile { get; init; } = "";

    /// <summary>service_perfdata_file, or empty.</summary>
    public string ServicePerfdataFile { get; init; } = "";

    /// <summary>host_perfdata_file_template.</summary>
    public string HostPerfdataTemplate { get; init; } = "/tmp/host.perf";

    /// <summary>service_perfdata_file_template.</summary>
    public string ServicePerfdataTemplate { get; init; } = "/tmp/host.perf";

    /// <summary>host_perfdata_file_mode: a append, w overwrite, p pipe.</summary>
    public char HostPerfdataMode { get; init; } = 'a';

    /// <summary>service_perfdata_file_mode: a append, w overwrite, p pipe.</summary>
    public char ServicePerfdataMode { get; init; } = 'a';

    /// <summary>host_perfdata_process_empty_results: results without performance data are processed too.</summary>
    public bool HostPerfdataOfEmptyResults { get; init; }

    /// <summary>service_perfdata_process_empty_results.</summary>
    public bool ServicePerfdataOfEmptyResults { get; init; }

    /// <summary>host_perfdata_file_processing_command; null: none.</summary>
    public CommandCall? HostPerfdataProcessingCommand { get; init; }

    /// <summary>service_perfdata_file_processing_command; null: none.</summary>
    public CommandCall? ServicePerfdataProcessingCommand { get; init; }

    /// <summary>host_perfdata_file_processing_interval; zero: never.</summary>
    public TimeSpan HostPerfdataProcessingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>service_perfdata_file_processing_interval; zero: never.</summary>
    public TimeSpan ServicePerfdataProcessingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>translate_passive_host_checks (nagios profile).</summary>
    public bool TranslatePassiveHostChecks { get; init; } = true;

    /// <summary>soft_state_dependencies (nagios profile): dependencies look at soft states too.</summary>
    public bool SoftStateDependencies { get; init; }

    /// <summary>host_down_disable_service_checks (nagios profile).</summary>
    public bool HostDownDisablesServiceChecks { get; init; }

    /// <summary>host_freshness_check_interval.</summary>
    public TimeSpan HostFreshnessInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>service_freshness_check_interval.</summary>
    public TimeSpan ServiceFreshnessInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>enable_problem_impacts_states_change: impacts show UNREACHABLE or UNKNOWN until a real result arrives.</summary>
    public bool ProblemImpactsChangeStates { get; init; }

    /// <summary>log_current_states (nagios profile): states are logged after a rotation.</summary>
    public bool LogCurrentStates { get; init; } = true;

    /// <summary>log_rotation_method: n none, h hourly, d daily, w weekly, m monthly.</summary>
    public char LogRotation { get; init; } = 'd';

    /// <summary>log_archive_path.</summary>
    public string LogArchivePath { get; init; } = "/usr/local/shinken/var/archives";

    /// <summary>status_file, or empty.</summary>
    public string StatusFile { get; init; } = "";

    /// <summary>object_cache_file, or empty.</summary>
    public string ObjectCacheFile { get; init; } = "";

    /// <summary>status_update_interval.</summary>
    public TimeSpan StatusUpdateInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>use_syslog.</summary>
    public bool UseSyslog { get; init; }
}
