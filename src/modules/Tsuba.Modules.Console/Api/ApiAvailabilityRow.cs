namespace Tsuba.Modules.Console.Api;

/// <summary>How one item spent the range of a report.</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="Service">Description of the service; null: the host itself.</param>
/// <param name="Availability">Share of the counted time in which it was available, in percent; null: no time counts.</param>
/// <param name="RangeSeconds">The whole range, inside the time period.</param>
/// <param name="AvailableSeconds">Available time, by the rules of the report.</param>
/// <param name="CountedSeconds">The time that the availability is a share of.</param>
/// <param name="DowntimeSeconds">Scheduled downtime, whatever the state.</param>
/// <param name="ExcludedSeconds">Taken out by corrections.</param>
/// <param name="UndeterminedSeconds">Of which no state is known.</param>
/// <param name="Corrections">Corrections that were applied.</param>
/// <param name="States">Time in each state.</param>
public sealed record ApiAvailabilityRow(
    string Host,
    string? Service,
    double? Availability,
    double RangeSeconds,
    double AvailableSeconds,
    double CountedSeconds,
    double DowntimeSeconds,
    double ExcludedSeconds,
    double UndeterminedSeconds,
    int Corrections,
    IReadOnlyList<ApiStateTime> States);
