using Tsuba.Model.Items;

namespace Tsuba.Modules.History;

/// <summary>Something that happened to an item or a contact.</summary>
/// <param name="UtcMilliseconds">When.</param>
/// <param name="Part">Part that it came from.</param>
/// <param name="Sequence">Number of the event in its part.</param>
/// <param name="Item">The item; none for a downtime of a contact.</param>
/// <param name="Kind">What it tells.</param>
public sealed record HistoryEntry(long UtcMilliseconds, int Part, ulong Sequence, ItemId Item, HistoryKind Kind)
{
    /// <summary>What happened: <c>raised</c>, <c>sent</c>, <c>scheduled</c>, <c>added</c>, <c>started</c> …; empty for a change of state.</summary>
    public string Action { get; init; } = "";

    /// <summary>The contact that was notified or is in downtime, or empty.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Who wrote the comment, acknowledgement or downtime, or empty.</summary>
    public string Author { get; init; } = "";

    /// <summary>State id after a change of state, or that a notification tells.</summary>
    public int State { get; init; }

    /// <summary>Whether the state was hard.</summary>
    public bool IsHard { get; init; }

    /// <summary>Attempt of a state, or number of a notification.</summary>
    public int Attempt { get; init; }

    /// <summary>Start of a downtime in UTC milliseconds; 0: none.</summary>
    public long StartUtcMilliseconds { get; init; }

    /// <summary>End of a downtime, or of a comment that expires, in UTC milliseconds; 0: none.</summary>
    public long EndUtcMilliseconds { get; init; }

    /// <summary>Type and command of a notification.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Output, comment or answer.</summary>
    public string Text { get; init; } = "";
}
