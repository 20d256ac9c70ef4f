using System.Collections.Immutable;

namespace Tsuba.Hosting.Settings;

/// <summary>Every key that a daemon's ini file may hold. Source: reference/shinken.md 1.3, "Daemon local ini".</summary>
public static class SettingCatalogue
{
    /// <summary>All rows, those with effect first.</summary>
    public static ImmutableArray<SettingRow> Rows { get; } =
    [
        new("name", null, "Name of the daemon's object in the configuration; ROLE-master if nothing is said."),
        new("host", "0.0.0.0", "Address that the daemon's port listens on; only certificates of the site get in."),
        new("port", null, "Port to listen on; the role's own if nothing is said, 0 for any free one."),
        new("port_offset", "0", "Added to every port of the site."),
        new("state", null, "State directory of the site."),
        new("site", null, "Name of the site, where it is new."),
        new("configuration", null, "Main configuration files, one a line (arbiter, synchronizer)."),
        new("adopt_paths", "0", "1: paths that the configuration names (command_file and the like) are used themselves, not twins under the state directory."),
        new("plugins_as_root", "0", "1: plugins may run as root; else those of a daemon that was started as root run as tsuba or nobody."),
        new("web_certificate", null, "PEM file with certificate and chain for pages, API and web service outside loopback; the site's authority signs one if nothing is said."),
        new("web_key", null, "PEM file with the key of web_certificate, mode 0600; the same file if nothing is said."),
        new("webui_host", "127.0.0.1", "Address of the pages and the API (broker): plain HTTP on loopback, HTTPS on any other."),
        new("webui_port", "7767", "Port of the pages and the API (broker).") { MovesWithOffset = true },
        new("editing_host", "127.0.0.1", "Address of the editing API (synchronizer): plain HTTP on loopback, HTTPS on any other."),
        new("editing_port", "7766", "Port of the editing API (synchronizer).") { MovesWithOffset = true },
        new("source_definitions", null, "File, or directory of .cfg files, that defines sources; sources.d in the state directory if nothing is said (synchronizer)."),
        new("webservice_host", "127.0.0.1", "Address of the web service for passive results (receiver): plain HTTP on loopback, HTTPS on any other."),
        new("webservice_port", "7760", "Port of the web service for passive results (receiver).") { MovesWithOffset = true },
        new("synchronizer", null, "NAME@HOST:PORT of the synchronizer that an arbiter without files asks; synchronizer-master on this machine if nothing is said."),
        new("command_expiry", "86400", "Seconds that the arbiter holds a command for an owner that is away; then it is answered as expired."),
        new("journal_keep_hours", "48", "Hours for which journals that are no longer needed are kept to look back (scheduler); 0: not at all."),
        new("journal_keep_megabytes", "10240", "Most megabytes of all journals and snapshots of a scheduler; what is needed to go on is kept in any case."),
        new("otlp_endpoint", null, "Address of an OTLP/HTTP receiver for this daemon's own metrics, those of /metrics; nothing is sent if nothing is said."),
        new("otlp_headers", null, "NAME=VALUE,NAME=VALUE: headers of otlp_endpoint, for receivers that want a key.") { IsSecret = true },
        new("otlp_interval", "60", "Seconds between two sendings to otlp_endpoint, 1 to 3600."),
        new("otlp_allow_remote", "0", "1: otlp_endpoint may be another machine without TLS."),
        new("log_level", "INFO", "DEBUG, INFO, WARNING, ERROR or CRITICAL."),
        new("log_stderr", "1", "0: log lines go to the file only."),
        new("daemon_enabled", "1", "0: the daemon ends at once, without an error."),
        new("graceful_timeout", "20", "Seconds that an orderly stop may take."),
        Idle("workdir", "state lives in the state directory"),
        Idle("logdir", "logs lie in log/ of the state directory"),
        Idle("local_log", "logs lie in log/ of the state directory"),
        Idle("use_local_log", "logs are always written"),
        Idle("pidfile", "no pid file is written; the state directory names its owner"),
        Idle("user", "start the daemon as the user that it is to be"),
        Idle("group", "start the daemon as the group that it is to be"),
        Idle("idontcareaboutsecurity", "plugins do not run as root unless plugins_as_root says so"),
        Idle("modules_dir", "modules are compiled in"),
        Idle("modulesdir", "modules are compiled in"),
        Idle("use_ssl", "daemons always speak mutual TLS"),
        Idle("hard_ssl_name_check", "the identity in the certificate is always checked"),
        Idle("ca_cert", "certificates lie in pki/ of the state directory"),
        Idle("server_cert", "certificates lie in pki/ of the state directory"),
        Idle("server_key", "certificates lie in pki/ of the state directory"),
        Idle("server_dh", "key exchange needs no parameters"),
        Idle("http_backend", "there is one web server"),
        Idle("daemon_thread_pool_size", "no thread is held by a call"),
        Idle("spare", "spare stands in the daemon's object"),
        Idle("max_queue_size", "every module has a byte bound"),
        Idle("graceful_enabled", "every stop is orderly"),
        Idle("aggressive_memory_management", "memory is given back by itself"),
        Idle("human_timestamp_log", "log times are ISO 8601"),
        Idle("statsd_enabled", "metrics are read from /metrics"),
        Idle("statsd_host", "metrics are read from /metrics"),
        Idle("statsd_port", "metrics are read from /metrics"),
        Idle("statsd_prefix", "metrics are read from /metrics"),
    ];

    /// <summary>The row of a key; null if it is not known.</summary>
    public static SettingRow? Find(string key) => Rows.FirstOrDefault(row => row.Key == key);

    private static SettingRow Idle(string key, string instead) => new(key, null, instead) { HasNoEffect = true };
}
