namespace Tsuba.Model.Snapshots;

/// <summary>
/// The options of the main files that a daemon acts on, compiled. Members are added with the rule that reads them; each has a
/// row in the property catalogue.
/// </summary>
public sealed partial record MainSettings
{
    /// <summary>interval_length.</summary>
    public TimeSpan IntervalLength { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>use_timezone; UTC offset rules of all time periods without an own zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
