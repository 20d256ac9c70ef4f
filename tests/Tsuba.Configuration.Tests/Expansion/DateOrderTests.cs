using Tsuba.Configuration.Reports;
using Tsuba.Model.TimePeriods;
using Tsuba.Testing.Configuration;

namespace Tsuba.Configuration.Tests.Expansion;

/// <summary>Of two dates of one kind that fit a day, the one that is written first counts in profile nagios, as in nagios4; in profile shinken both do.</summary>
public sealed class DateOrderTests
{
    // Noon and evening of 2023-12-24, UTC.
    private const long Noon = 1_703_419_200;
    private const long Evening = Noon + (8 * 3600);

    private const string Holidays = "2023-12-20 - 2024-01-06 18:00-24:00\n";
    private const string Eve = "2023-12-24 11:00-13:00\n";

    [Theory]
    [InlineData("nagios", Holidays + Eve, false, true)]
    [InlineData("nagios", Eve + Holidays, true, false)]
    [InlineData("shinken", Eve + Holidays, true, true)]
    public void TwoDatesOfOneKind_FirstWrittenCounts(string profile, string dates, bool atNoon, bool inTheEvening)
    {
        var period = Period(profile, $"define timeperiod {{\n timeperiod_name p\n{dates}}}\n");
        Assert.Equal((atNoon, inTheEvening), (period.Contains(Noon, TimeZoneInfo.Utc), period.Contains(Evening, TimeZoneInfo.Utc)));
    }

    [Fact]
    public void DatesOfATemplate_ComeAfterItsOwn()
    {
        var period = Period("nagios", $"define timeperiod {{\n name t\n register 0\n timeperiod_name t\n{Holidays}}}\ndefine timeperiod {{\n use t\n timeperiod_name p\n{Eve}}}\n");
        Assert.True(period.Contains(Noon, TimeZoneInfo.Utc));
        Assert.False(period.Contains(Evening, TimeZoneInfo.Utc));
    }

    private static TimePeriod Period(string profile, string objects)
    {
        var files = new MemorySourceFiles().With("main.cfg", $"compat={profile}\ncfg_file=o.cfg\n").With("o.cfg", objects + "define host {\n host_name web\n max_check_attempts 3\n}\n");
        var verification = Verification.Of(ConfigurationLoader.Load(files, ["main.cfg"]));
        Assert.True(verification.IsAccepted, string.Join('\n', verification.Findings));
        return verification.Snapshot!.TimePeriods["p"];
    }
}
