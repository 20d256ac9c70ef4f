using System.Collections.Frozen;

namespace Tsuba.Broker.Modules;

/// <summary>Module types of Shinken configurations, and what they are here. Source: reference/shinken.md 6.2.</summary>
public static class ModuleTypeNames
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["livestatus"] = "livestatus",
        ["webui"] = "console",
        ["webui2"] = "console",
        ["console"] = "console",
        ["simple-log"] = "nagios-log",
        ["simple_log"] = "nagios-log",
        ["nagios-log"] = "nagios-log",
        ["mongo-logs"] = "history",
        ["logs"] = "history",
        ["history"] = "history",
        ["mongodb"] = "mongodb",
        ["mongo"] = "mongodb",
        ["status-dat"] = "status-data",
        ["status_dat"] = "status-data",
        ["status-data"] = "status-data",
        ["syslog"] = "syslog",
        ["otlp"] = "otlp",
        ["opentelemetry"] = "otlp",
        ["webhook"] = "webhook",
        ["webhooks"] = "webhook",
        ["graphite"] = "graphite",
        ["graphite2"] = "graphite",
        ["graphite_perfdata"] = "graphite",
        ["graphite-perfdata"] = "graphite",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Our name of a module type, or null if there is nothing like it.</summary>
    public static string? Map(string type) => Known.GetValueOrDefault(type);
}
