namespace Tsuba.Model.TimePeriods;

/// <summary>A word, number, date or sign of a date entry.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number; 0 to 6 of a weekday from Sunday, 1 to 12 of a month, the day number of a date.</param>
internal readonly record struct DateToken(DateTokenKind Kind, int Number);
