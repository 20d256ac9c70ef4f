namespace Tsuba.Engine.Maintenance;

/// <summary>Where an item stands with its maintenance check.</summary>
/// <param name="NextUtc">When it is checked next, or given up while it is on its way; UTC milliseconds.</param>
/// <param name="Occurrence">Number of the last check, without <see cref="MaintenanceChecks.Mark"/>.</param>
/// <param name="IsOnItsWay">Whether a check is on its way.</param>
/// <param name="DowntimeId">The rolling downtime; 0: the item is in production.</param>
internal readonly record struct MaintenanceCheckState(long NextUtc, ulong Occurrence, bool IsOnItsWay, ulong DowntimeId);
