using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.Items;
using Tsuba.Model.TimePeriods;
using Tsuba.Testing;

namespace Tsuba.Model.Tests.TimePeriods;

public sealed class TimePeriodProperties
{
    private const int Minute = 60;

    private static readonly TimeZoneInfo[] Zones =
        [.. new[] { "Europe/Paris", "America/New_York", "Australia/Lord_Howe" }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    private static readonly string[] Dates =
    [
        "monday", "sunday", "saturday", "day 1", "day -1", "day 25 - day 5", "day 1 - 15 / 3", "sunday -1", "sunday 2 march",
        "march 20 - april 10", "october 20 - november 5 / 2", "2026-03-28 - 2026-03-30", "2026-01-01 / 3", "monday 1 - friday 2 / 2",
    ];

    [Fact]
    public void NextValid_AnyPeriodAndZone_AgreesWithASlowScan()
    {
        // Starts lie around the four changes of the clock of 2026 as well as anywhere in the year.
        var starts = Gen.OneOf(
            Gen.Choose(0, 365 * 1440).Select(minute => 1_767_225_600L + ((long)minute * Minute)),
            Gen.Elements(1_774_742_400L, 1_792_886_400L, 1_772_928_000L, 1_793_491_200L, 1_791_039_600L, 1_775_314_800L)
                .SelectMany(night => Gen.Choose(-1440, 1440).Select(minute => night + ((long)minute * Minute))));
        var cases =
            from start in starts
            from zone in Gen.Elements(Zones)
            from profile in Gen.Elements(CompatibilityProfile.Shinken, CompatibilityProfile.Nagios)
            from entries in Entries()
            from excluded in Entries()
            select (start, zone, profile, entries, excluded);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(cases.ToArbitrary(), test =>
            {
                var period = new ResolvedConfigurationBuilder(test.profile)
                    .TimePeriod("not", test.excluded)
                    .TimePeriod("p", [.. test.entries, ("exclude", "not")])
                    .Link().TimePeriods["p"];
                return Agrees(period, test.start, test.zone);
            }));
    }

    [Fact]
    public void Parse_AnyText_NeverThrows()
    {
        var texts = Gen.ArrayOf(Gen.Elements(
            "monday", "july", "day", "-", "/", "1", "-1", "31", "2026-02-30", "2026-01-01", "0", "99999", "999999", "ü", "é ", ":", "\0", "24:00", ","))
            .Select(words => string.Join(' ', words));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(texts.Zip(texts, (date, times) => (date, times)).ToArbitrary(), test =>
            {
                var entry = TimePeriodParser.Parse(test.date, test.times, out var finding);
                return entry is not null || finding is not null;
            }));
    }

    private static Gen<(string, string)[]> Entries()
    {
        var range = Gen.Choose(0, 24 * 60).SelectMany(from => Gen.Choose(from, 24 * 60).Select(to => $"{Text(from)}-{Text(to)}"));
        return
            from dates in Gen.SubListOf(Dates)
            from times in Gen.ArrayOf(range, dates.Count)
            from more in range
            select dates.Select((date, index) => (date, index % 2 == 0 ? times[index] : $"{times[index]},{more}")).ToArray();
    }

    private static string Text(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    // The last second of a range belongs to it, so validity changes on a full minute or one second after it.
    private static bool Agrees(TimePeriod period, long start, TimeZoneInfo zone)
    {
        var limit = start + (20L * 86400);
        var isValid = period.Contains(start, zone);
        var valid = period.NextValid(start, zone);
        var change = period.NextChange(start, zone);
        for (var moment = start; moment < limit; moment += Minute)
        {
            for (var second = moment; second <= moment + 1; second++)
            {
                var isValidNow = period.Contains(second, zone);
                if (isValidNow && (valid is null || valid > second))
                {
                    return false;
                }

                if (isValidNow != isValid)
                {
                    return change == second && (isValid ? valid == start : valid == second);
                }
            }
        }

        return (isValid ? valid == start : valid is null || valid >= limit) && (change is null || change >= limit);
    }
}
