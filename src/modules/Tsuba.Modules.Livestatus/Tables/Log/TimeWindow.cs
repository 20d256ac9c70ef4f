using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Execution;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>The time that the conditions of a query leave open, in UTC seconds.</summary>
/// <param name="From">First second.</param>
/// <param name="To">First second behind it.</param>
internal readonly record struct TimeWindow(long From, long To)
{
    /// <summary>Whether both ends are limited.</summary>
    public bool IsLimited => From > long.MinValue;

    /// <summary>Reads the conditions on the column <c>time</c> that must all hold.</summary>
    public static TimeWindow Of(ImmutableArray<RowFilter> filters)
    {
        var (from, to) = (long.MinValue, long.MaxValue);
        foreach (var filter in filters)
        {
            if (filter is not NumberFilter { Column.Name: "time" } time || time.Value == long.MaxValue)
            {
                continue;
            }

            switch (time)
            {
                case { Operation: NumberOperator.Equal, IsNegated: false }:
                    (from, to) = (Math.Max(from, time.Value), Math.Min(to, time.Value + 1));
                    break;
                case { Operation: NumberOperator.Less, IsNegated: true }:
                    from = Math.Max(from, time.Value);
                    break;
                case { Operation: NumberOperator.Greater, IsNegated: false }:
                    from = Math.Max(from, time.Value + 1);
                    break;
                case { Operation: NumberOperator.Less, IsNegated: false }:
                    to = Math.Min(to, time.Value);
                    break;
                case { Operation: NumberOperator.Greater, IsNegated: true }:
                    to = Math.Min(to, time.Value + 1);
                    break;
            }
        }

        return new TimeWindow(from, to);
    }

    /// <summary>The window in UTC milliseconds, as the history wants it.</summary>
    public (long From, long To) Milliseconds => (Scale(From), Scale(To));

    private static long Scale(long seconds) => seconds switch
    {
        > long.MaxValue / 1000 => long.MaxValue,
        < 0 => 0,
        _ => seconds * 1000,
    };
}
