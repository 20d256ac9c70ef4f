using Tsuba.Engine.Scenarios;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Scenarios;

public sealed class ScenarioRunnerTests
{
    private static readonly ConfigurationSnapshot _small = Site.New().Machine("web").Check("web", "http").Link();

    [Fact]
    public void Run_ServiceThatFails_LogsAlertsAndNotifiesOnce()
    {
        var report = Run("""
            at 0s answer web;http 0 "fine"
            at 0s answer web 0 "up"
            at 60s answer web;http 2 "refused"
            at 3m expect web;http CRITICAL HARD 3/3
            at 3m expect notify PROBLEM web;http to bob once
            at 3m expect log "SERVICE ALERT: web;http;CRITICAL;HARD;3;refused" once
            at 3m expect explain web;http "problem confirmed"
            """);

        Assert.Empty(report.Failures);
        Assert.Equal<string>(
            [
                "[1700000060] SERVICE ALERT: web;http;CRITICAL;SOFT;1;refused",
                "[1700000120] SERVICE ALERT: web;http;CRITICAL;SOFT;2;refused",
                "[1700000180] SERVICE ALERT: web;http;CRITICAL;HARD;3;refused",
                "[1700000180] SERVICE NOTIFICATION: bob;web;http;CRITICAL;tell;refused",
            ],
            report.Log);
    }

    [Fact]
    public void Run_ExpectationsThatFail_SayWhereAndWhatWasSeen()
    {
        var report = Run("""
            at 10s expect web;http CRITICAL HARD 3/3
            at 20s expect notify PROBLEM web;http to bob
            at 30s expect log "nothing of the kind"
            at 40s expect web;htpp OK HARD 1/3
            at 50s answer nobody 0 x
            """);

        Assert.Equal([1, 2, 3, 4, 5], report.Failures.Select(failure => failure.Line));
        Assert.Equal("line 1: at 10 s web;http is OK HARD 1/3, expected CRITICAL HARD 3/3", report.Failures[0].ToString());
    }

    [Fact]
    public void Run_PassiveResultAndCommands_ReachTheEngine()
    {
        var report = Run("""
            at 10s result web;http 2 "bad"
            at 10s result web;http 2 "bad"
            at 10s result web;http 2 "bad"
            at 11s command ACKNOWLEDGE_SVC_PROBLEM;web;http;1;1;0;bob;looking
            at 12s command SCHEDULE_SVC_DOWNTIME;web;http;$NOW$;$NOW+60$;1;0;60;bob;quiet
            at 13s command MAKE_COFFEE;web
            at 13s expect web;http CRITICAL HARD 3/3
            at 13s expect notify ACKNOWLEDGEMENT web;http to bob once
            at 13s expect log "SERVICE DOWNTIME ALERT: web;http;STARTED;" once
            """);

        Assert.Empty(report.Failures);
        Assert.Equal(6, Assert.Single(report.Remarks).Line);
    }

    [Fact]
    public void Run_Reload_KeepsStateAndTakesTheNewConfiguration()
    {
        var scenario = ScenarioParser.Parse("""
            at 0s answer web;http 2 "bad"
            at 3m expect web;http CRITICAL HARD 3/3
            at 4m reload more.cfg
            at 4m expect web;http CRITICAL HARD 3/3
            at 5m expect web;ssh OK HARD 1/3
            at 6m reload gone.cfg
            """).Scenario!;
        var more = Site.New().Machine("web").Check("web", "http").Check("web", "ssh").Link();

        var report = ScenarioRunner.Run(
            scenario,
            _small,
            path => path == "more.cfg" ? new ScenarioConfiguration(more, null) : new ScenarioConfiguration(null, "no such file"),
            spread: false,
            SemanticsVersions.Known.Newest);

        Assert.Equal("line 6: gone.cfg cannot be used: no such file", Assert.Single(report.Failures).ToString());
    }

    [Fact]
    public void Run_Twice_GivesTheSameLog()
    {
        const string Text = """
            at 0s answer web;http 2 "bad"
            at 10m answer web 2 "down"
            until 1h
            """;

        Assert.Equal<string>(Run(Text).Log, Run(Text).Log);
    }

    [Fact]
    public void Run_AnyVersionOfTheRules_RunsUnderIt()
    {
        for (var rules = SemanticsVersions.First; rules <= SemanticsVersions.Known.Newest; rules++)
        {
            Assert.Equal(rules, Run("until 1h\n", rules).Rules);
        }
    }

    private static ScenarioReport Run(string text) => Run(text, SemanticsVersions.Known.Newest);

    private static ScenarioReport Run(string text, uint rules) =>
        ScenarioRunner.Run(ScenarioParser.Parse(text).Scenario!, _small, _ => default, spread: false, rules);
}
