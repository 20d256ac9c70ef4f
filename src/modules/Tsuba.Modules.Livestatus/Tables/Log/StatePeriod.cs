using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>A time in which nothing changed of what <c>statehist</c> tells of an item: a row of that table.</summary>
internal sealed record StatePeriod
{
    /// <summary>The item.</summary>
    public required LiveItem Item { get; init; }

    /// <summary>Begin, in UTC seconds.</summary>
    public required long From { get; init; }

    /// <summary>End, in UTC seconds.</summary>
    public required long Until { get; init; }

    /// <summary>Length of the window that was asked for, in seconds; at least 1.</summary>
    public required long Window { get; init; }

    /// <summary>State; -1: not known.</summary>
    public required int State { get; init; }

    /// <summary>Whether the host of the service was not UP.</summary>
    public required bool HostDown { get; init; }

    /// <summary>Whether the item was in a downtime.</summary>
    public required bool InDowntime { get; init; }

    /// <summary>Whether its host was in a downtime.</summary>
    public required bool InHostDowntime { get; init; }

    /// <summary>Whether it was flapping.</summary>
    public required bool IsFlapping { get; init; }

    /// <summary>Output of the line that began the state, or empty.</summary>
    public required string Output { get; init; }

    /// <summary>Number of that line, or 0.</summary>
    public required long Number { get; init; }

    /// <summary>Length in seconds.</summary>
    public long Duration => Until - From;
}
