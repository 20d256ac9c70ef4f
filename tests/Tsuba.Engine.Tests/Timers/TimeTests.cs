using Tsuba.Engine.Explain;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Timers;

/// <summary>
/// Whatever the wall clock does, checks keep their rhythm, nothing starts in a burst, and nobody is told twice: daylight-saving nights in
/// three zones, a leap day, and clocks that are set by an hour, a day, ten years.
/// </summary>
public sealed class TimeTests
{
    private const int Hosts = 40;
    private const double Interval = 300;

    // New York 2023-11-05 and 2024-03-10, Lord Howe (half an hour) 2024-04-07 and 2023-10-01, Paris 2024-10-27 and 2024-03-31; 2024-02-29.
    public static TheoryData<string, long> Nights { get; } = new()
    {
        { "Europe/Paris", 1_729_980_000 },
        { "Europe/Paris", 1_711_836_000 },
        { "America/New_York", 1_699_156_800 },
        { "America/New_York", 1_710_046_800 },
        { "Australia/Lord_Howe", 1_712_408_400 },
        { "Australia/Lord_Howe", 1_696_075_200 },
        { "UTC", 1_709_164_800 },
    };

    public static TheoryData<double> Steps { get; } = [3600, -3600, 86_400, -86_400, 3650 * 86_400.0, -3650 * 86_400.0];

    [Theory]
    [MemberData(nameof(Nights))]
    public void Night_ChecksKeepTheirRhythm_AndAProblemIsToldOnce(string zone, long start)
    {
        var run = Run(zone, start);
        run.Until(3600).Answer("h03", 2, "gone").Until(10 * 3600);
        AssertRhythm(run, 0, 10 * 3600);
        Assert.Equal(["bob Problem h03 1"], run.Notifications);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void ClockSet_ChecksKeepTheirRhythm_AndAProblemIsToldOnce(double seconds)
    {
        var run = Run("Europe/Paris", 1_700_000_000);
        run.Until(3600).Answer("h03", 2, "gone").Until(7200);
        run.Step += (long)(seconds * 1000);
        run.Until(14_400);
        run.Step -= (long)(seconds * 1000);
        run.Until(21_600).Answer("h03", 0, "back").Until(25_000);
        AssertRhythm(run, 0, 25_000);
        Assert.Equal(["bob Problem h03 1", "bob Recovery h03 1"], run.Notifications);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void ClockSet_PassiveResultsGoOn(double seconds)
    {
        var run = Run("UTC", 1_700_000_000);
        run.Until(3600);
        run.Until(3600);
        run.Step += (long)(seconds * 1000);
        run.Until(3660);
        Assert.True(run.Command($"[{run.Now.UtcSeconds}] PROCESS_HOST_CHECK_RESULT;h05;2;gone").Applied);
    }

    // The period opens in ten hours by the old clock, and is open by the new one.
    [Fact]
    public void ClockSetIntoAPeriod_ChecksAndNotificationsBeginAtOnce()
    {
        var run = new EngineRun(Site.New()
            .TimePeriod("office", ("wednesday", "08:00-18:00"))
            .Machine("web", ("check_period", "office"), ("check_interval", "5"))
            .Machine("db", ("notification_period", "office"), ("max_check_attempts", "1"), ("check_interval", "5")).Link());
        run.Answer("db", 2, "gone").Until(900);
        Assert.Empty(run.Notifications);
        Assert.DoesNotContain(run.Checks, check => check.Item == "web");
        run.Step = 11 * 3_600_000;
        run.Until(900 + (1.5 * Interval));
        Assert.Contains(run.Checks, check => check.Item == "web");
        Assert.Equal(["bob Problem db 1"], run.Notifications);
        Assert.Contains(run.Decisions, decision => decision.Reason == Reason.ClockSet);
    }

    [Fact]
    public void ClockSet_EscalationByTimeCountsRealTime()
    {
        var run = new EngineRun(Site.New().Person("carol")
            .Add(Model.Definitions.ObjectType.Escalation, "later", ("escalation_name", "later"), ("first_notification_time", "60"), ("last_notification_time", "0"), ("contacts", "carol"))
            .Machine("web", ("max_check_attempts", "1"), ("escalations", "later"), ("notification_interval", "30")).Link());
        run.Answer("web", 2, "gone").Until(600);
        run.Step = 365 * 86_400_000L;
        run.Until(3000);
        Assert.DoesNotContain(run.Notifications, line => line.StartsWith("carol", StringComparison.Ordinal));
        run.Until(3700);
        Assert.Contains("carol Problem web 3", run.Notifications);
    }

    [Fact]
    public void MaintenanceWindow_InBothNights_LastsByTheWallClock()
    {
        foreach (var (start, hours) in new[] { (1_711_836_000L, 2), (1_729_980_000L, 4) })
        {
            var run = new EngineRun(Site.New().Main("use_timezone", "Europe/Paris").TimePeriod("small", ("sunday", "01:00-04:00")).Machine("web", ("maintenance_period", "small")).Link(), start: start * 1000);
            run.Until(86_400);
            var ended = Assert.Single(run.Events.OfType<DowntimeRemoved>()).Downtime;
            Assert.Equal(hours, (ended.EndUtcMilliseconds - ended.StartUtcMilliseconds) / 3_600_000);
        }
    }

    // No check waits more than one and a half intervals, and in no interval does more than twice the nominal number of checks start.
    private static void AssertRhythm(EngineRun run, double from, double until)
    {
        foreach (var host in run.Snapshot.Hosts)
        {
            var times = run.Checks.Where(check => check.Item == host.HostName).Select(check => check.Second).Prepend(from).Append(until).ToArray();
            var longest = times.Zip(times.Skip(1), (one, next) => next - one).Max();
            Assert.True(longest <= 1.5 * Interval, $"{host.HostName} waited {longest} s");
        }

        // The one that fails is retried each minute at first.
        var starts = run.Checks.Where(check => check.Item != "h03").Select(check => check.Second).Order().ToArray();
        for (var first = 0; first < starts.Length; first++)
        {
            var count = starts.Skip(first).TakeWhile(second => second < starts[first] + Interval).Count();
            Assert.True(count <= 2 * Hosts, $"{count} checks started within an interval from {starts[first]} s");
        }
    }

    private static EngineRun Run(string zone, long start) => new(Snapshot(zone), spread: true, start: start * 1000);

    private static ConfigurationSnapshot Snapshot(string zone)
    {
        var site = Site.New().Main("use_timezone", zone).Main("max_host_check_spread", "5");
        for (var host = 0; host < Hosts; host++)
        {
            site.Machine($"h{host:00}", ("check_interval", "5"), ("notification_interval", "0"));
        }

        return site.Link();
    }
}
