using Tsuba.Engine.Backtests;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Backtests;

/// <summary>Host <c>web</c> goes from part 1 to part 2 in the recording, whose logical clock is another; under the candidate it stays in part 1.</summary>
public sealed class BacktestOfMovesTests
{
    private static readonly string[] _web = ["web"];

    [Fact]
    public void EqualConfiguration_HostMovesInAnyState_GivesNoDifference()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var chance = new Random(seed);
            var (one, two) = Runs(seed, "3");
            if (chance.Next(2) == 0)
            {
                one.Answer("web;http", 2, "refused");
                two.Answer("web;http", 2, "refused");
            }

            Until(one, two, 900 + chance.Next(400));
            Move(one, two, "3", secondsOnTheWay: chance.Next(1, 20));
            for (var deed = 0; deed < 20; deed++)
            {
                Deed(two, chance);
                Until(one, two, Seconds(two) + chance.Next(30, 600));
            }

            var report = Test(one, two, "3");
            Assert.True(!report.Differs, $"seed {seed}: {string.Join(" | ", report.Differences.Take(5))}");
            Assert.Equal(["web", "web;http"], report.Moved.Select(item => item.ToString()));
            Assert.Empty(report.Passing);
            Assert.True(report.IsComplete);
            Assert.Equal(one.Notifications.Count + two.Notifications.Count, report.Hours.Sum(hour => hour.Recorded));
            Assert.Equal(report.Hours, report.Hours.Select(hour => hour with { Candidate = hour.Recorded }));
        }
    }

    [Fact]
    public void MoreAttempts_ProblemBehindTheMove_IsToldLater()
    {
        var (one, two) = Runs(seed: 3, "3");
        Until(one, two, 1000);
        Move(one, two, "3", secondsOnTheWay: 3);
        Until(one, two, 1500);
        two.Answer("web;http", 2, "refused");
        Until(one, two, 3000);

        var report = Test(one, two, "5");

        var told = report.Differences.OfType<NotificationDifference>().ToList();
        Assert.Equal([BacktestSide.Recorded, BacktestSide.Candidate], told.Select(difference => difference.Side));
        Assert.All(told, difference => Assert.Equal("web;http", difference.Item.ToString()));
        Assert.InRange(told[1].UtcMilliseconds - told[0].UtcMilliseconds, 115_000, 125_000);
    }

    [Fact]
    public void RecordingOfTheOtherPart_IsNotThere_TheHostIsNotComparedAnyMore()
    {
        var (one, two) = Runs(seed: 5, "3");
        Until(one, two, 1000);
        one.Answer("web;http", 2, "refused");
        Until(one, two, 1400);
        Move(one, two, "3", secondsOnTheWay: 3);
        Until(one, two, 20_000);

        var engine = new SchedulerEngine(one.Engine.Options);
        one.Turns[0].Run(engine, new Outputs.EngineOutputs());
        var backtest = new Backtest(engine, One(withWeb: true, "3"), maxDifferences: 1000);
        one.Turns.Skip(1).ToList().ForEach(backtest.Take);
        var report = backtest.Finish();

        Assert.Empty(report.Differences);
        Assert.Equal(["web", "web;http"], report.Passing.Select(item => item.ToString()));
        Assert.Empty(report.Moved);
        Assert.Equal(report.Hours.Sum(hour => hour.Recorded), report.Hours.Sum(hour => hour.Candidate));
    }

    [Fact]
    public void StateThatNeverArrives_TheHostIsNotComparedAnyMore()
    {
        var (one, two) = Runs(seed: 6, "3");
        one.Answer("web;http", 2, "refused");
        two.Answer("web;http", 2, "refused");
        Until(one, two, 1000);
        two.Reload(Two(withWeb: true, "3"), awaited: _web);
        one.Reload(One(withWeb: false, "3"), leaving: _web);
        two.Arrive(two, "web");
        Until(one, two, 5000);

        var report = Test(one, two, "3");

        Assert.Empty(report.Differences);
        Assert.Equal(["web", "web;http"], report.Passing.Select(item => item.ToString()));
    }

    private static (RecordedRun One, RecordedRun Two) Runs(int seed, string attempts) =>
        (new RecordedRun(One(withWeb: true, attempts), seed), new RecordedRun(Two(withWeb: false, attempts), seed + 1000, part: 2, logicalLead: 77_777));

    private static ConfigurationSnapshot One(bool withWeb, string attempts)
    {
        var site = Site.New().Machine("db").Check("db", "sql");
        return (withWeb ? site.Machine("web").Check("web", "http", ("max_check_attempts", attempts)) : site).Link();
    }

    private static ConfigurationSnapshot Two(bool withWeb, string attempts)
    {
        var site = Site.New().Machine("app").Check("app", "java");
        return (withWeb ? site.Machine("web").Check("web", "http", ("max_check_attempts", attempts)) : site).Link();
    }

    private static void Move(RecordedRun one, RecordedRun two, string attempts, int secondsOnTheWay)
    {
        two.Reload(Two(withWeb: true, attempts), awaited: _web);
        one.Reload(One(withWeb: false, attempts), leaving: _web);
        Until(one, two, Seconds(two) + secondsOnTheWay);
        two.Arrive(one, "web");
    }

    private static void Deed(RecordedRun two, Random chance)
    {
        var start = two.Engine.LastTurn.UtcSeconds;
        switch (chance.Next(6))
        {
            case 0:
                two.Command($"SCHEDULE_SVC_DOWNTIME;web;http;{start};{start + 300};1;0;0;amy;work");
                break;
            case 1:
                two.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;1;1;0;amy;mine");
                break;
            case 2:
                two.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;{chance.Next(3)};passive");
                break;
            case 3:
                two.Answer("web", chance.Next(3) == 0 ? 2 : 0, "says so");
                break;
            default:
                two.Answer("web;http", chance.Next(3), "says so");
                break;
        }
    }

    private static double Seconds(RecordedRun run) => (run.Engine.LastTurn.UtcMilliseconds - EngineRun.StartUtc) / 1000.0;

    private static void Until(RecordedRun one, RecordedRun two, double second)
    {
        one.Until(second);
        two.Until(second);
    }

    private static BacktestReport Test(RecordedRun one, RecordedRun two, string attempts)
    {
        RecordedRun[] runs = [one, two];
        var engines = runs.Select(run =>
        {
            var engine = new SchedulerEngine(run.Engine.Options);
            run.Turns[0].Run(engine, new Outputs.EngineOutputs());
            return engine;
        }).ToList();
        var backtest = new Backtest([(engines[0], One(withWeb: true, attempts)), (engines[1], Two(withWeb: false, attempts))], maxDifferences: 1000);
        var turns = runs.SelectMany((run, part) => run.Turns.Skip(1).Select((turn, number) => (Part: part, Number: number, Turn: turn)));
        foreach (var (part, _, turn) in turns.OrderBy(entry => entry.Turn.Time.UtcMilliseconds).ThenBy(entry => entry.Part).ThenBy(entry => entry.Number))
        {
            backtest.Take(part, turn);
        }

        return backtest.Finish();
    }
}
