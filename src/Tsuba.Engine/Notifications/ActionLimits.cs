namespace Tsuba.Engine.Notifications;

/// <summary>
/// How many actions may wait for their receipts while no reactionner takes them. What is left out is counted and told, and a problem is told
/// anew after its interval.
/// </summary>
internal static class ActionLimits
{
    /// <summary>From here on obsess and performance data commands are left out, which run after every result.</summary>
    public const int MostOptional = 100_000;

    /// <summary>From here on notifications, event handlers and snapshots are left out too.</summary>
    public const int Most = 200_000;
}
