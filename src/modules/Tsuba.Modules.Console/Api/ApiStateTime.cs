namespace Tsuba.Modules.Console.Api;

/// <summary>Time in one state.</summary>
/// <param name="State">Its name.</param>
/// <param name="Seconds">All of it.</param>
/// <param name="ScheduledSeconds">What of it was in scheduled downtime.</param>
public sealed record ApiStateTime(string State, double Seconds, double ScheduledSeconds);
