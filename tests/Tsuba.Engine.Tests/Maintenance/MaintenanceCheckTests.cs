using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Maintenance;

/// <summary>maintenance_check_command. Source: reference/shinken.md 4.7.</summary>
public sealed class MaintenanceCheckTests
{
    [Fact]
    public void Two_PutsTheItemIntoARollingDowntime_ZeroEndsIt()
    {
        var run = Run();
        Answer(run, 2, 2);
        Assert.Equal(1, run.Status("web").DowntimeDepth);
        Assert.Contains("HOST MAINTENANCE ALERT: web;STARTED; In maintenance from now on", run.Log);
        Assert.Equal(Utc(600) + (3 * 600_000), run.Events.OfType<DowntimeChanged>().Last().Downtime.EndUtcMilliseconds);

        run.Until(1200);
        Answer(run, 3, 2);
        Assert.Equal(Utc(1200) + (3 * 600_000), run.Events.OfType<DowntimeChanged>().Last().Downtime.EndUtcMilliseconds);
        Assert.Single(run.Log, line => line.Contains("DOWNTIME ALERT: web;STARTED", StringComparison.Ordinal));

        run.Until(1800);
        Answer(run, 4, 0);
        Assert.Equal(0, run.Status("web").DowntimeDepth);
        Assert.Contains("HOST MAINTENANCE ALERT: web;STOPPED; In production again", run.Log);
        Assert.Contains(run.Log, line => line.StartsWith("HOST DOWNTIME ALERT: web;STOPPED", StringComparison.Ordinal));
    }

    [Fact]
    public void NoAnswerAnyMore_DowntimeEndsAfterThreeIntervals()
    {
        var run = Run();
        Answer(run, 2, 2);
        run.Until(2399);
        Assert.Equal(1, run.Status("web").DowntimeDepth);
        run.Until(2401);
        Assert.Equal(0, run.Status("web").DowntimeDepth);
    }

    [Fact]
    public void AnyOtherCode_IsProductionWithAnErrorLine_AndIsRetriedSooner()
    {
        var run = Run();
        Answer(run, 2, 1);
        Assert.Equal(0, run.Status("web").DowntimeDepth);
        Assert.Contains(run.Log, line => line.StartsWith("Warning: The maintenance check of web ended with 1", StringComparison.Ordinal));
        run.Until(659);
        Assert.Equal(2, Due(run).Count());
        run.Until(660);
        Assert.Equal(3, Due(run).Count());
    }

    [Fact]
    public void OutsideItsPeriod_IsNotRun()
    {
        var run = new EngineRun(Site.New()
            .TimePeriod("never")
            .Machine("web", ("maintenance_checks_enabled", "1"), ("maintenance_check_command", "handle"), ("maintenance_check_period", "never"))
            .Link()).Until(1000);
        Assert.Empty(Due(run));
    }

    [Fact]
    public void Result_ThatNobodyWaitsFor_IsADuplicate()
    {
        var run = Run();
        Answer(run, 2, 2);
        Answer(run, 2, 0);
        Assert.Equal(1, run.Status("web").DowntimeDepth);
        Assert.Contains(Reason.DuplicateResult, run.Reasons("web"));
    }

    [Fact]
    public void Restart_HandsTheCheckOutAgain()
    {
        var run = Run();
        run.Restart();
        Assert.Equal(3, Due(run).Count());
        Answer(run, 2, 2);
        Assert.Equal(1, run.Status("web").DowntimeDepth);
        run.Restart().Until(2401);
        Assert.Equal(0, run.Status("web").DowntimeDepth);
    }

    private static long Utc(double second) => EngineRun.StartUtc + (long)(second * 1000);

    private static IEnumerable<ulong> Due(EngineRun run) => run.Checks.Where(check => check.Item == "web" && (check.Occurrence & MaintenanceChecks.Mark) != 0).Select(check => check.Occurrence);

    private static void Answer(EngineRun run, ulong number, int code) => run.Apply(new CheckResult
    {
        Item = ItemId.OfHost("web"),
        Occurrence = number | MaintenanceChecks.Mark,
        ExitCode = code,
        Output = "says the tool",
    });

    private static EngineRun Run()
    {
        var run = new EngineRun(Site.New()
            .Machine("web", ("active_checks_enabled", "0"), ("maintenance_checks_enabled", "1"), ("maintenance_check_command", "handle"), ("maintenance_check_interval", "10"), ("maintenance_retry_interval", "1"))
            .Link());

        // The first one has been answered with 0; the second is on its way.
        return run.Answer("web", null).Until(600);
    }
}
