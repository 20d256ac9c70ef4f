namespace Tsuba.Modules.Console.Api;

/// <summary>A report of availability.</summary>
/// <param name="From">Begin of the range, seconds since 1970.</param>
/// <param name="To">Its end.</param>
/// <param name="Zone">Zone of the site, whose days count.</param>
/// <param name="Timeperiod">The time period that counts; null: always.</param>
/// <param name="Total">Items of the report.</param>
/// <param name="Average">Mean availability of those that have one, in percent.</param>
/// <param name="Rows">The items from offset on.</param>
public sealed record ApiAvailability(double From, double To, string Zone, string? Timeperiod, int Total, double? Average, IReadOnlyList<ApiAvailabilityRow> Rows);
