using Microsoft.Extensions.Logging;

namespace Tsuba.Hosting.Settings;

/// <summary>Log levels as Shinken's files write them.</summary>
public static class LogLevels
{
    /// <summary>The words, for messages.</summary>
    public const string Known = "TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL";

    /// <summary>Reads a level; null if it is none.</summary>
    public static LogLevel? Parse(string text) => text.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" => LogLevel.Information,
        "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" => LogLevel.Critical,
        _ => null,
    };
}
