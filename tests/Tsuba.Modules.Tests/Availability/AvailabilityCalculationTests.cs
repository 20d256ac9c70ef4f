using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.Items;
using Tsuba.Model.TimePeriods;
using Tsuba.Modules.Availability;
using Tsuba.Testing;

namespace Tsuba.Modules.Tests.Availability;

/// <summary>The calculation against one that looks at every minute, and against numbers worked out by hand.</summary>
public sealed class AvailabilityCalculationTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private static readonly ItemId Item = ItemId.OfService("web", "http");

    // Around both changes of the clock in Paris in 2026, and a day of Havana, whose clock changes at midnight.
    private static readonly (string Zone, DateOnly Day)[] Nights =
    [
        ("Europe/Paris", new DateOnly(2026, 3, 29)), ("Europe/Paris", new DateOnly(2026, 10, 25)), ("America/Havana", new DateOnly(2026, 3, 8)),
        ("America/Havana", new DateOnly(2026, 11, 1)), ("UTC", new DateOnly(2026, 6, 1)),
    ];

    [Fact]
    public void Count_AnyPast_EqualsTheMinutesCountedOneByOne() => Prop.ForAll(
        Pasts.ToArbitrary(),
        past =>
        {
            var (zone, range, period, spans, rules) = past;
            var pieces = ReportRange.Inside(range, period, zone)!;
            var totals = AvailabilityCalculation.Count(spans, isHost: false, pieces, rules);

            var minutes = new SlowCount(spans, rules);
            for (var at = range.Begin; at < range.End; at += Minute)
            {
                // The end of a time period's range belongs to it, so validity changes one second after whole minutes.
                foreach (var (begin, length) in new[] { (at, Second), (at + Second, Minute - Second) })
                {
                    if (period is null || period.Contains(begin / 1000, zone))
                    {
                        minutes.Add(begin, length);
                    }
                }
            }

            Assert.Equal(minutes.Excluded, totals.ExcludedMilliseconds);
            Assert.Equal(minutes.Undetermined, totals.UndeterminedMilliseconds);
            for (var state = 0; state < 4; state++)
            {
                Assert.Equal(minutes.All[state], totals.Of(state));
                Assert.Equal(minutes.Scheduled[state], totals.Scheduled(state));
            }

            Assert.Equal(minutes.Percent(), totals.Percent(rules));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Theory]
    [InlineData("Europe/Paris", "2026-03-29", 23)]
    [InlineData("Europe/Paris", "2026-10-25", 25)]
    [InlineData("Europe/Paris", "2026-06-01", 24)]
    [InlineData("America/Havana", "2026-03-08", 23)]
    [InlineData("America/Havana", "2026-11-01", 25)]
    public void Days_OfAClockChange_HaveTheirHours(string zone, string day, int hours)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var range = ReportRange.Days(date, date.AddDays(1), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(hours * 60 * Minute, range.End - range.Begin);
    }

    [Fact]
    public void Named_Ranges_JoinWithoutGaps()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        for (var now = new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero); now.Year == 2026; now = now.AddHours(7))
        {
            Assert.Equal(DayOfWeek.Monday, TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(ReportRange.Named("thisweek", now, zone)!.Value.Begin), zone).DayOfWeek);
            foreach (var (last, current) in new[] { ("yesterday", "today"), ("lastweek", "thisweek"), ("lastmonth", "thismonth"), ("lastyear", "thisyear") })
            {
                Assert.Equal(ReportRange.Named(last, now, zone)!.Value.End, ReportRange.Named(current, now, zone)!.Value.Begin);
                Assert.Equal(now.ToUnixTimeMilliseconds(), ReportRange.Named(current, now, zone)!.Value.End);
            }
        }

        Assert.All(ReportRange.Names, name => Assert.NotNull(ReportRange.Named(name, DateTimeOffset.UnixEpoch.AddYears(50), zone)));
        Assert.Null(ReportRange.Named("nextweek", DateTimeOffset.UnixEpoch, zone));
    }

    [Fact]
    public void Count_AnHourOfOutageInADay_IsTheShareThatOneWouldSay()
    {
        var day = 1440 * Minute;
        var spans = new ItemSpans([new(0, 0, true), new(600 * Minute, 2, false), new(610 * Minute, 2, true), new(660 * Minute, 0, true)], [new(630 * Minute, 700 * Minute)], []);
        TimeSpanUtc[] range = [new(0, day)];

        double? Percent(AvailabilityRules rules) => AvailabilityCalculation.Count(spans, isHost: false, range, rules).Percent(rules);

        Assert.Equal(100.0 * 1390 / 1440, Percent(new AvailabilityRules()));
        Assert.Equal(100.0 * 1380 / 1440, Percent(new AvailabilityRules { IncludesSoft = true }));
        Assert.Equal(100.0 * 1350 / 1370, Percent(new AvailabilityRules { Downtime = TimeHandling.Exclude }));
        Assert.Equal(100.0 * 1420 / 1440, Percent(new AvailabilityRules { Downtime = TimeHandling.Available }));
    }

    [Fact]
    public void Count_NothingIsKnown_HasNoPercentUnlessAStateIsAssumed()
    {
        TimeSpanUtc[] range = [new(0, Minute)];

        Assert.Null(AvailabilityCalculation.Count(ItemSpans.None, isHost: true, range, new AvailabilityRules()).Percent(new AvailabilityRules()));
        var assumed = new AvailabilityRules { InitialState = 0 };
        Assert.Equal(100.0, AvailabilityCalculation.Count(ItemSpans.None, isHost: true, range, assumed).Percent(assumed));
        var strict = new AvailabilityRules { NoData = TimeHandling.Count };
        Assert.Equal(0.0, AvailabilityCalculation.Count(ItemSpans.None, isHost: true, range, strict).Percent(strict));
    }

    private static Gen<(TimeZoneInfo Zone, TimeSpanUtc Range, TimePeriod? Period, ItemSpans Spans, AvailabilityRules Rules)> Pasts =>
        from night in Gen.Elements(Nights)
        let zone = TimeZoneInfo.FindSystemTimeZoneById(night.Zone)
        let range = ReportRange.Days(night.Day.AddDays(-1), night.Day.AddDays(2), zone)
        from skip in Gen.Choose(0, 700)
        from cut in Gen.Choose(0, 700)
        from hasPeriod in Gen.Elements(true, false, false)
        from states in Moments(range).SelectMany(at => Gen.Choose(0, 3), (at, state) => (at, state)).SelectMany(pair => Gen.Elements(true, false), (pair, hard) => new StateSpan(pair.at, pair.state, hard)).ListOf()
        from downtimes in Spans(range).ListOf()
        from corrections in Corrections(range).ListOf()
        from handlings in Gen.Elements(Enum.GetValues<TimeHandling>()).ArrayOf(4)
        from soft in Gen.Elements(true, false)
        from initial in Gen.Choose(-1, 3)
        select (
            zone,
            new TimeSpanUtc(range.Begin + (skip * Minute), range.End - (cut * Minute)),
            hasPeriod ? WorkHours : null,
            new ItemSpans([.. states.DistinctBy(state => state.BeginUtcMilliseconds).OrderBy(state => state.BeginUtcMilliseconds)], [.. downtimes], [.. corrections]),
            new AvailabilityRules { IncludesSoft = soft, InitialState = initial, Downtime = handlings[0], Unknown = handlings[1], Warning = handlings[2], NoData = handlings[3] });

    // Whole minutes, up to a day before and after the range.
    private static Gen<long> Moments(TimeSpanUtc range) => Gen.Choose(-1440, (int)((range.End - range.Begin) / Minute) + 1440).Select(minute => range.Begin + (minute * Minute));

    private static Gen<TimeSpanUtc> Spans(TimeSpanUtc range) => from begin in Moments(range) from minutes in Gen.Choose(0, 900) select new TimeSpanUtc(begin, begin + (minutes * Minute));

    private static Gen<Correction> Corrections(TimeSpanUtc range) =>
        from span in Spans(range)
        from kind in Gen.Elements(Enum.GetValues<CorrectionKind>())
        from state in Gen.Choose(0, 3)
        select new Correction(1, Item, span, kind, state, "ann", 0, "because");

    // Over the hour that is skipped or repeated, and over midnight.
    private static TimePeriod WorkHours { get; } = PeriodOf("00:30-02:30,09:00-12:00,23:15-24:00");

    private static TimePeriod PeriodOf(string everyDay)
    {
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        return new ResolvedConfigurationBuilder().TimePeriod("work", [.. days.Select(day => (day, everyDay))]).Host("web", ("check_period", "work")).Link().TimePeriods["work"];
    }

    /// <summary>Looks at each minute as somebody with paper would.</summary>
    private sealed class SlowCount(ItemSpans spans, AvailabilityRules rules)
    {
        private long _available;
        private long _counted;

        public long[] All { get; } = new long[4];

        public long[] Scheduled { get; } = new long[4];

        public long Excluded { get; private set; }

        public long Undetermined { get; private set; }

        public void Add(long at, long length)
        {
            var state = rules.InitialState;
            foreach (var span in spans.States)
            {
                state = span.BeginUtcMilliseconds <= at && (span.IsHard || rules.IncludesSoft) ? span.State : state;
            }

            var isScheduled = spans.Downtimes.Any(span => span.Begin <= at && at < span.End);
            var isExcluded = false;
            foreach (var correction in spans.Corrections.Where(correction => correction.Span.Begin <= at && at < correction.Span.End))
            {
                isExcluded |= correction.Kind == CorrectionKind.Exclude;
                isScheduled = correction.Kind switch { CorrectionKind.Downtime => true, CorrectionKind.NoDowntime => false, _ => isScheduled };
                state = correction.Kind == CorrectionKind.State ? correction.State : state;
            }

            if (isExcluded)
            {
                Excluded += length;
                return;
            }

            if (state < 0)
            {
                Undetermined += length;
            }
            else
            {
                All[state] += length;
                Scheduled[state] += isScheduled ? length : 0;
            }

            var handling = state switch { 0 => TimeHandling.Available, 1 => rules.Warning, 2 => TimeHandling.Count, 3 => rules.Unknown, _ => rules.NoData };
            handling = isScheduled && rules.Downtime != TimeHandling.Count ? rules.Downtime : handling;
            _counted += handling == TimeHandling.Exclude ? 0 : length;
            _available += handling == TimeHandling.Available ? length : 0;
        }

        public double? Percent() => _counted == 0 ? null : 100.0 * _available / _counted;
    }
}
