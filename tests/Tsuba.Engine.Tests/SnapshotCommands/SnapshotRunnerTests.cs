using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;

namespace Tsuba.Engine.Tests.SnapshotCommands;

public sealed class SnapshotRunnerTests
{
    [Fact]
    public void BadState_RunsTheCommand_AtMostOncePerInterval()
    {
        var run = Run();
        Bad(run);
        Bad(run);
        Assert.Single(Snapshots(run));
        Assert.Contains("SERVICE SNAPSHOT: web;http;CRITICAL;HARD;1;handle", run.Log);
        Assert.Contains(Reason.SnapshotTooSoon, run.Reasons("web;http"));
        run.Until(301);
        Bad(run);
        Assert.Equal(2, Snapshots(run).Count());
    }

    [Fact]
    public void StateOutsideTheCriteria_RunsNothing()
    {
        var run = Run(("snapshot_criteria", "c"));
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;1;warm");
        Assert.Empty(Snapshots(run));
        Bad(run);
        Assert.Single(Snapshots(run));
    }

    [Fact]
    public void OutsideThePeriod_RunsNothing()
    {
        var run = Run(("snapshot_period", "later"));
        Bad(run);
        Assert.Empty(Snapshots(run));
        Assert.Contains(Reason.OutsideSnapshotPeriod, run.Reasons("web;http"));
        run.Until(1100);
        Bad(run);
        Assert.Single(Snapshots(run));
    }

    [Fact]
    public void Disabled_RunsNothing()
    {
        var run = Run(("snapshot_enabled", "0"));
        Bad(run);
        Assert.Empty(Snapshots(run));
    }

    [Fact]
    public void Receipt_IsAnEventWithTheOutput()
    {
        var run = Run();
        run.AnswersActions = false;
        Bad(run);
        run.Apply(new ActionFinished(Snapshots(run).Single().Id, Succeeded: true, "what it saw", "r"));
        var taken = Assert.Single(run.Events.OfType<SnapshotTaken>());
        Assert.Equal(("what it saw", "handle", (byte)2, true), (taken.Output, taken.Command, taken.State, taken.Succeeded));
    }

    [Fact]
    public void ChangedCommand_IsRun_AndSurvivesARestart()
    {
        var run = Run();
        Assert.True(run.Command("CHANGE_SVC_SNAPSHOT_COMMAND;web;http;check!1").Applied);
        Assert.False(run.Command("CHANGE_SVC_SNAPSHOT_COMMAND;web;http;nope").Applied);
        Assert.False(run.Command("CHANGE_HOST_SNAPSHOT_COMMAND;web;check").Applied);
        Bad(run.Restart());
        Assert.Contains(run.Log, line => line.EndsWith(";check", StringComparison.Ordinal) && line.StartsWith("SERVICE SNAPSHOT", StringComparison.Ordinal));
    }

    private static void Bad(EngineRun run) => run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");

    private static IEnumerable<ActionDue> Snapshots(EngineRun run) => run.Actions.Where(action => action.Kind == ActionKind.Snapshot);

    private static EngineRun Run(params (string Name, string Value)[] properties) => new EngineRun(Site.New()
        .TimePeriod("later", ("tuesday", "22:30-23:00"))
        .Machine("web")
        .Check("web", "http", [.. properties, .. Defaults.Where(property => properties.All(other => other.Name != property.Name))])
        .Link()).Until(1);

    private static (string Name, string Value)[] Defaults { get; } =
    [
        ("max_check_attempts", "1"), ("active_checks_enabled", "0"), ("snapshot_enabled", "1"), ("snapshot_command", "handle"),
        ("snapshot_criteria", "w,c,u"), ("snapshot_interval", "5"),
    ];
}
