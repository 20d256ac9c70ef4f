namespace Tsuba.Engine.Timers;

/// <summary>A timer that runs on the wall clock: downtimes and expiries. Few items have one.</summary>
/// <param name="DueUtc">UTC milliseconds.</param>
/// <param name="Index">Dense index of the item; −1 for contacts, which come first.</param>
/// <param name="Kind">What is due.</param>
/// <param name="Id">Which one of that kind.</param>
internal readonly record struct CalendarTimer(long DueUtc, int Index, CalendarTimerKind Kind, ulong Id) : IComparable<CalendarTimer>
{
    /// <inheritdoc />
    public int CompareTo(CalendarTimer other)
    {
        var order = DueUtc.CompareTo(other.DueUtc);
        order = order != 0 ? order : Index.CompareTo(other.Index);
        order = order != 0 ? order : Kind.CompareTo(other.Kind);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}
