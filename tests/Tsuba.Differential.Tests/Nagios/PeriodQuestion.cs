namespace Tsuba.Differential.Tests.Nagios;

/// <summary>Asks about moments of a time period; times are epoch seconds.</summary>
/// <param name="Period">Name of the time period.</param>
/// <param name="First">First moment.</param>
/// <param name="Last">Last moment that may be asked.</param>
/// <param name="Step">Seconds between two moments.</param>
internal sealed record PeriodQuestion(string Period, long First, long Last, long Step);
