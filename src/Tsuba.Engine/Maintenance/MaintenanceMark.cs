namespace Tsuba.Engine.Maintenance;

/// <summary>Where an item stands with its maintenance period.</summary>
/// <param name="NextUtc">When it is to be looked at again, UTC milliseconds.</param>
/// <param name="UntilUtcSeconds">End of the window that was dealt with last; a window is dealt with once.</param>
internal readonly record struct MaintenanceMark(long NextUtc, long UntilUtcSeconds);
