namespace Tsuba.Modules.Availability;

/// <summary>How time of a kind counts.</summary>
public enum TimeHandling
{
    /// <summary>As what it is: a state other than UP, OK is not available.</summary>
    Count,

    /// <summary>As if it had not been: it is neither in the time that is asked for nor in the available time.</summary>
    Exclude,

    /// <summary>As available.</summary>
    Available,
}
