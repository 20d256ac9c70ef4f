using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>One line of the log, taken apart.</summary>
internal sealed record LogRow
{
    /// <summary>When, in UTC milliseconds.</summary>
    public required long UtcMilliseconds { get; init; }

    /// <summary>Number of the event in its part.</summary>
    public required long Number { get; init; }

    /// <summary>Class. Source: reference/livestatus.md 11.</summary>
    public required LogClass Class { get; init; }

    /// <summary>What stands before the colon; the whole line where there is none.</summary>
    public required string Type { get; init; }

    /// <summary>What stands behind the colon.</summary>
    public string Options { get; init; } = "";

    /// <summary>The line without its time stamp.</summary>
    public required string Text { get; init; }

    /// <summary>The host, or empty.</summary>
    public string Host { get; init; } = "";

    /// <summary>The service, or empty.</summary>
    public string Service { get; init; } = "";

    /// <summary>The contact, or empty.</summary>
    public string Contact { get; init; } = "";

    /// <summary>The command, or empty.</summary>
    public string Command { get; init; } = "";

    /// <summary>State as a number.</summary>
    public int State { get; init; }

    /// <summary>HARD, SOFT, STARTED, STOPPED …, or the reason of a notification.</summary>
    public string StateType { get; init; } = "";

    /// <summary>Attempt, or 0.</summary>
    public int Attempt { get; init; }

    /// <summary>Output, or empty.</summary>
    public string Output { get; init; } = "";

    /// <summary>Comment of a notification, downtime or flapping, or empty.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The host or service as it is now; null: it is gone, or the line concerns none.</summary>
    public LiveItem? Item { get; init; }
}
