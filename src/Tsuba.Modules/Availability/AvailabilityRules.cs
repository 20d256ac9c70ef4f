namespace Tsuba.Modules.Availability;

/// <summary>How an availability is counted. The names are those that users of Nagios' availability report know, where it has them.</summary>
public sealed record AvailabilityRules
{
    /// <summary>The state is not known before the first one that was seen.</summary>
    public const int Undetermined = -1;

    /// <summary>Whether soft states count; otherwise the last hard state goes on ("include soft states").</summary>
    public bool IncludesSoft { get; init; }

    /// <summary>The state before the first one that was seen, or <see cref="Undetermined"/> ("first assumed state").</summary>
    public int InitialState { get; init; } = Undetermined;

    /// <summary>Scheduled downtime.</summary>
    public TimeHandling Downtime { get; init; } = TimeHandling.Count;

    /// <summary>UNKNOWN of a service, UNREACHABLE of a host.</summary>
    public TimeHandling Unknown { get; init; } = TimeHandling.Count;

    /// <summary>WARNING of a service.</summary>
    public TimeHandling Warning { get; init; } = TimeHandling.Available;

    /// <summary>Time of which no state is known.</summary>
    public TimeHandling NoData { get; init; } = TimeHandling.Exclude;
}
