using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Macros;

/// <summary>What <c>$ISVALIDTIME:period:moment$</c> and its like ask about.</summary>
/// <param name="Period">The time period.</param>
/// <param name="UtcSeconds">The moment, in seconds since 1970.</param>
internal sealed record PeriodMoment(TimePeriod Period, long UtcSeconds);
