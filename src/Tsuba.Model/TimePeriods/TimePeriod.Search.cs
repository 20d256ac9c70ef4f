namespace Tsuba.Model.TimePeriods;

public sealed partial class TimePeriod
{
    private const int SecondsPerDay = 86400;
    private const long SearchSeconds = 366L * SecondsPerDay;

    // 0002-01-01 to 9998-12-31: a wall clock outside of it has no calendar.
    private const long EarliestSecond = -62_104_060_800;
    private const long LatestSecond = 253_370_678_400;
    private const int DayNumberOf1970 = 719_162;

    /// <summary>Whether the period is valid at a moment.</summary>
    /// <param name="utcSeconds">Seconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="zone">Zone whose wall clock counts.</param>
    public bool Contains(long utcSeconds, TimeZoneInfo zone)
    {
        if (utcSeconds is < EarliestSecond or > LatestSecond)
        {
            return false;
        }

        return ContainsLocal(utcSeconds + OffsetAt(utcSeconds, zone));
    }

    /// <summary>The first second ≥ <paramref name="utcSeconds"/> at which the period is valid; null if there is none within 366 days.</summary>
    public long? NextValid(long utcSeconds, TimeZoneInfo zone) =>
        Contains(utcSeconds, zone) ? utcSeconds : NextChange(utcSeconds, zone);

    /// <summary>The first second &gt; <paramref name="utcSeconds"/> at which validity changes; null if it does not within 366 days.</summary>
    public long? NextChange(long utcSeconds, TimeZoneInfo zone)
    {
        if (utcSeconds is < EarliestSecond or > LatestSecond - SearchSeconds || IsAlways)
        {
            return null;
        }

        var offset = OffsetAt(utcSeconds, zone);
        var isValid = ContainsLocal(utcSeconds + offset);
        var moment = utcSeconds;
        var last = utcSeconds + SearchSeconds;
        while (true)
        {
            var next = NextBoundary(moment + offset) - offset;
            var nextOffset = OffsetAt(next, zone);
            if (nextOffset != offset)
            {
                // The clock is put forward or back before the boundary is reached: the wall clock is read anew from that moment on.
                next = FirstOffsetChange(moment, next, offset, zone);
                nextOffset = OffsetAt(next, zone);
            }

            moment = next;
            offset = nextOffset;
            if (moment > last)
            {
                return null;
            }

            if (ContainsLocal(moment + offset) != isValid)
            {
                return moment;
            }
        }
    }

    // Every weekday has an entry from 00:00 to 24:00 and nothing takes away from it: the period that most items have.
    // Computed at the first question, since the builder sets the excludes last; 0 unknown, 1 no, 2 yes.
    private int _always;

    private bool IsAlways
    {
        get
        {
            if (_always == 0)
            {
                _always = Excludes.IsEmpty && AllWeekdaysAreFull() ? 2 : 1;
            }

            return _always == 2;
        }
    }

    private bool AllWeekdaysAreFull()
    {
        var full = 0;
        foreach (var entry in Entries)
        {
            if (FirstFitOnly && entry.Days.Kind != DateRuleKind.Weekday)
            {
                return false;
            }

            if (entry.Days.Kind == DateRuleKind.Weekday && entry.Times.Contains(new TimeRange(0, SecondsPerDay)))
            {
                full |= 1 << (int)entry.Days.First.Weekday;
            }
        }

        return full == 0b111_1111;
    }

    private bool ContainsLocal(long localSeconds)
    {
        var (day, second) = Split(localSeconds);
        if (!IsValidOn(day, second))
        {
            return false;
        }

        foreach (var exclude in Excludes)
        {
            if (exclude.ContainsLocal(localSeconds))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsValidOn(DateOnly day, int second)
    {
        foreach (var entry in Entries)
        {
            if (!entry.Days.Matches(day))
            {
                continue;
            }

            foreach (var range in entry.Times)
            {
                if (range.Contains(second))
                {
                    return true;
                }
            }

            if (FirstFitOnly)
            {
                return false;
            }
        }

        return false;
    }

    // The next second of the wall clock at which a range of this period or of an excluded one starts or is over, at the latest the
    // next midnight.
    private long NextBoundary(long localSeconds)
    {
        var (day, second) = Split(localSeconds);
        var boundary = SecondsPerDay;
        foreach (var entry in Entries)
        {
            if (!entry.Days.Matches(day))
            {
                continue;
            }

            foreach (var range in entry.Times)
            {
                boundary = range.Start > second ? Math.Min(boundary, range.Start) : boundary;
                boundary = range.Stop > second ? Math.Min(boundary, range.Stop) : boundary;
            }

            if (FirstFitOnly)
            {
                break;
            }
        }

        var next = localSeconds - second + boundary;
        foreach (var exclude in Excludes)
        {
            next = Math.Min(next, exclude.NextBoundary(localSeconds));
        }

        return next;
    }

    private static (DateOnly Day, int Second) Split(long localSeconds)
    {
        var days = Math.DivRem(localSeconds, SecondsPerDay, out var second);
        if (second < 0)
        {
            days--;
            second += SecondsPerDay;
        }

        return (DateOnly.FromDayNumber((int)days + DayNumberOf1970), (int)second);
    }

    private static long OffsetAt(long utcSeconds, TimeZoneInfo zone) =>
        ReferenceEquals(zone, TimeZoneInfo.Utc)
            ? 0
            : zone.GetUtcOffset(DateTime.UnixEpoch.AddSeconds(utcSeconds)).Ticks / TimeSpan.TicksPerSecond;

    // First second in (from, to] whose offset differs; at most one change lies between two boundaries, which are a day apart.
    private static long FirstOffsetChange(long from, long to, long offset, TimeZoneInfo zone)
    {
        long before = from, after = to;
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (OffsetAt(middle, zone) == offset)
            {
                before = middle;
            }
            else
            {
                after = middle;
            }
        }

        return after;
    }
}
