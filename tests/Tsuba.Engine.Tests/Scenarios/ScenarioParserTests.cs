using FsCheck;
using FsCheck.Fluent;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Scenarios;

public sealed class ScenarioParserTests
{
    [Fact]
    public void Parse_EveryKindOfLine_GivesItsStep()
    {
        var scenario = Parse("""
            # a comment
            start 1600000000
            zone Europe/Paris
            at 0s   answer  web;http 0 "OK - 12 ms|time=0.012s"   # from now on
            at 5m   result  "big box" 2 "DOWN\nreally \"down\""
            at 6m   command ACKNOWLEDGE_SVC_PROBLEM;web;http;1;1;0;bob;looking # not a comment
            at 2h   reload  other.cfg
            at 90   expect  web;http CRITICAL HARD 3/3
            at 1.5  expect  notify PROBLEM web;http to bob once
            at 1d   expect  no log "SERVICE ALERT"
            at 1d   expect  explain web;http "acknowledged"
            until 2d
            """);

        Assert.Equal(1_600_000_000, scenario.Start);
        Assert.Equal("Europe/Paris", scenario.Zone?.Id);
        Assert.Equal(TimeSpan.FromDays(2), scenario.Until);
        var http = new ItemName("web", "http");
        Assert.Equal<ScenarioStep>(
            [
                new AnswerStep(TimeSpan.Zero, 4, http, 0, "OK - 12 ms|time=0.012s"),
                new ExpectNotifyStep(TimeSpan.FromSeconds(1.5), 9, "PROBLEM", http, "bob", ExpectedTimes.Once),
                new ExpectStateStep(TimeSpan.FromSeconds(90), 8, http, "CRITICAL HARD 3/3"),
                new ResultStep(TimeSpan.FromMinutes(5), 5, new ItemName("big box", null), 2, "DOWN\nreally \"down\""),
                new CommandStep(TimeSpan.FromMinutes(6), 6, "ACKNOWLEDGE_SVC_PROBLEM;web;http;1;1;0;bob;looking # not a comment"),
                new ReloadStep(TimeSpan.FromHours(2), 7, "other.cfg"),
                new ExpectLogStep(TimeSpan.FromDays(1), 10, "SERVICE ALERT", ExpectedTimes.Never),
                new ExpectExplainStep(TimeSpan.FromDays(1), 11, http, "acknowledged", ExpectedTimes.AtLeastOnce),
            ],
            scenario.Steps);
    }

    [Theory]
    [InlineData("wait 5s", "unknown 'wait'; expected one of start, zone, at, until")]
    [InlineData("at 5s anwser web 0 x", "unknown 'anwser'; did you mean 'answer'?")]
    [InlineData("at soon expect log x", "'soon' is no time; expected seconds, or 90s, 5m, 2h, 1d")]
    [InlineData("at 5s answer web bad x", "'bad' is no exit code")]
    [InlineData("at 5s answer web 0 \"open", "a quote is not closed")]
    [InlineData("at 5s answer web 0 two words", "'words' is more than expected")]
    [InlineData("at 5s command", "the command is missing")]
    [InlineData("at 5s expect notify PROBLEM web bob", "expected 'notify TYPE NAME to CONTACT'")]
    [InlineData("at 5s expect log x twice", "'twice' is no number of times; expected once, or nothing for at least once")]
    [InlineData("zone Nowhere/Land", "there is no time zone 'Nowhere/Land'")]
    [InlineData("start soon", "start needs epoch seconds")]
    public void Parse_BadLine_SaysWhichAndWhy(string line, string message) =>
        Assert.Equal(new ScenarioFinding(2, message), Assert.Single(ScenarioParser.Parse("# first\n" + line).Errors));

    [Fact]
    public void Parse_SeveralBadLines_ReportsAll() =>
        Assert.Equal([1, 3], ScenarioParser.Parse("x\nuntil 5\ny").Errors.Select(error => error.Line));

    [Fact]
    public void Parse_AnyText_NeverThrows() => Prop.ForAll(
        Gen.Elements("at ", "5s ", "answer ", "expect ", "notify ", "web ", "\"", "\\", "\n", "until ", "99999999999999d", "start ", "-", "1e300 ", "# ")
            .ListOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            var result = ScenarioParser.Parse(text);
            return result.Scenario is null == (result.Errors.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static Scenario Parse(string text)
    {
        var result = ScenarioParser.Parse(text);
        Assert.Empty(result.Errors);
        return result.Scenario!;
    }
}
