namespace Tsuba.Model.TimePeriods;

internal enum DateTokenKind : byte
{
    None = 0,
    Number,
    Date,
    Weekday,
    Month,
    Day,
    Dash,
    Slash,
}
