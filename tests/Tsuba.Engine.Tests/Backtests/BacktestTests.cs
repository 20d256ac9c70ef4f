using System.Buffers;
using Tsuba.Engine.Backtests;
using Tsuba.Engine.Tests.Properties;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Backtests;

public sealed class BacktestTests
{
    [Fact]
    public void EqualConfiguration_InAnyLife_GivesNoDifference()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var run = new RecordedRun(Life.Snapshot(CompatibilityProfile.Shinken), seed);
            var chance = new Random(seed);
            run.Until(200);
            var (copy, turns) = Mark(run);
            Trouble(run, chance, 60);
            run.Reload(Life.Snapshot(CompatibilityProfile.Shinken));
            Trouble(run, chance, 30);
            run.Restart(secondsAway: 90);
            Trouble(run, chance, 30);

            var backtest = new Backtest(copy, Life.Snapshot(CompatibilityProfile.Shinken), maxDifferences: 10_000);
            foreach (var turn in run.Turns.Skip(turns))
            {
                backtest.Take(turn);
                var (recorded, candidate) = backtest.StateHashes;
                Assert.True(recorded == candidate, $"seed {seed}: the states differ after the turn at {turn.Time}: {string.Join(", ", turn.Inputs)}");
            }

            var report = backtest.Finish();
            Assert.True(!report.Differs, $"seed {seed}: {string.Join(" | ", report.Differences.Take(5))}");
            Assert.True(report.IsComplete);
            Assert.True(report.Results > 500, $"seed {seed}: {report.Results} results");
            Assert.Equal(run.Notifications.Count, Test(run.Turns).Hours.Sum(hour => hour.Recorded));
        }
    }

    [Fact]
    public void MoreAttempts_ProblemIsHardAndToldLater()
    {
        var run = Recorded(Small("3"));
        run.Until(1000);
        run.Answer("web;http", 2, "refused");
        run.Until(1700);
        run.Answer("web;http", 0, "fine");
        run.Until(4000);

        var report = Test(run.Turns, Small("5"));

        // Checked each minute: hard at the third failure under the recorded configuration, at the fifth under the candidate.
        Assert.Equal(
            ["Recorded CRITICAL HARD", "Recorded bob PROBLEM", "Both CRITICAL HARD", "Candidate bob PROBLEM"],
            report.Differences.OrderBy(difference => difference.UtcMilliseconds).Select(Text).Where(text => !text.Contains("SOFT", StringComparison.Ordinal)).Take(4));
        var apart = report.Differences.OfType<NotificationDifference>().ToList();
        Assert.InRange(apart[1].UtcMilliseconds - apart[0].UtcMilliseconds, 115_000, 125_000);
        Assert.All(report.Differences, difference => Assert.Equal("web;http", difference.Item.ToString()));
        Assert.Equal(report.Hours.Sum(hour => hour.Recorded), report.Hours.Sum(hour => hour.Candidate));
    }

    [Fact]
    public void NobodyAtNight_NotificationsOfTheRecordingAreMissing()
    {
        var run = Recorded(Small("1"));
        run.Until(1000);
        run.Answer("web;http", 2, "refused");
        run.Until(2000);

        var report = Test(run.Turns, Small("1", ("notification_period", "never")));

        Assert.Equal(["Recorded bob PROBLEM"], report.Differences.Select(Text));
        var hour = Assert.Single(report.Hours);
        Assert.Equal(("bob", 1, 0), (hour.Contact, hour.Recorded, hour.Candidate));
        Assert.True(report.Differs);
    }

    [Fact]
    public void CandidateThatChecksMoreOften_GetsWhatThePluginSaidLast()
    {
        var run = Recorded(Small("3", ("check_interval", "5"), ("retry_interval", "5")));
        run.Until(1000);
        run.Answer("web;http", 2, "refused");
        run.Until(4000);

        var report = Test(run.Turns, Small("3", ("check_interval", "5"), ("retry_interval", "1")));

        // Its retries come between the recorded checks; it is hard two minutes after the first failure instead of ten.
        var told = report.Differences.OfType<NotificationDifference>().Take(2).ToList();
        Assert.Equal([BacktestSide.Candidate, BacktestSide.Recorded], told.Select(difference => difference.Side));
        Assert.InRange(told[1].UtcMilliseconds - told[0].UtcMilliseconds, 470_000, 490_000);
    }

    [Fact]
    public void ItemsOfOneSide_AreListedAndNotCompared()
    {
        var run = Recorded(Site.New().Machine("web").Check("web", "http").Check("web", "old").Link());
        run.Until(500);
        run.Answer("web;old", 2, "broken");
        run.Until(2000);

        var report = Test(run.Turns, Site.New().Machine("web").Check("web", "http").Machine("new").Link());

        Assert.Equal(["web;old"], report.OnlyRecorded.Select(item => item.ToString()));
        Assert.Equal(["new"], report.OnlyCandidate.Select(item => item.ToString()));
        Assert.Empty(report.Differences);
        Assert.True(report.Differs);
    }

    [Fact]
    public void ReloadThatBringsAnItem_ItIsNotCompared()
    {
        var later = Site.New().Machine("web").Check("web", "http").Check("web", "new").Link();
        var run = Recorded(Site.New().Machine("web").Check("web", "http").Link());
        run.Until(500);
        run.Reload(later);
        run.Answer("web;new", 2, "broken");
        run.Until(2000);

        var report = Test(run.Turns, later);

        Assert.False(report.Differs);
        Assert.Equal(["web;new"], report.Passing.Select(item => item.ToString()));
    }

    [Fact]
    public void MoreDifferencesThanTheLimit_AreCounted()
    {
        var run = Recorded(Small("1"));
        run.Until(1000);
        run.Answer("web;http", 2, "refused");
        run.Until(20_000);
        var engine = Fresh();
        run.Turns[0].Run(engine, new Outputs.EngineOutputs());
        var backtest = new Backtest(engine, Small("1", ("notification_period", "never")), maxDifferences: 2);
        run.Turns.Skip(1).ToList().ForEach(backtest.Take);

        var report = backtest.Finish();

        Assert.Equal(2, report.Differences.Length);
        Assert.Equal(report.Hours.Sum(hour => hour.Recorded) - 2, report.LeftOut);
        Assert.True(report.LeftOut > 0);
    }

    private static ConfigurationSnapshot Small(string attempts, params (string Name, string Value)[] properties) => Site.New()
        .TimePeriod("never")
        .Machine("web")
        .Check("web", "http", [("max_check_attempts", attempts), .. properties])
        .Check("web", "ssh")
        .Link();

    private static RecordedRun Recorded(ConfigurationSnapshot snapshot) => new(snapshot, seed: 7);

    private static SchedulerEngine Fresh() => new(new EngineOptions { Part = 1, Seed = 1 });

    // The state in the middle of a run, as a snapshot has it, and how many turns led to it.
    private static (SchedulerEngine Engine, int Turns) Mark(RecordedRun run)
    {
        var state = new ArrayBufferWriter<byte>();
        run.Engine.WriteState(state);
        return (SchedulerEngine.ReadState(run.Engine.Options, run.Snapshot, state.WrittenSpan), run.Turns.Count);
    }

    private static void Trouble(RecordedRun run, Random chance, int deeds)
    {
        for (var deed = 0; deed < deeds; deed++)
        {
            var item = Life.Items[chance.Next(Life.Items.Length)];
            var kind = item.Contains(';', StringComparison.Ordinal) ? "SVC" : "HOST";
            var start = run.Engine.LastTurn.UtcSeconds;
            switch (chance.Next(6))
            {
                case 0:
                    run.Command($"SCHEDULE_{kind}_DOWNTIME;{item};{start};{start + 300};1;0;0;amy;work");
                    break;
                case 1:
                    run.Command($"ACKNOWLEDGE_{kind}_PROBLEM;{item};1;1;0;amy;mine");
                    break;
                case 2:
                    run.Command($"PROCESS_{(kind == "SVC" ? "SERVICE" : kind)}_CHECK_RESULT;{item};{chance.Next(3)};passive");
                    break;
                default:
                    run.Answer(item, chance.Next(3), "says so");
                    break;
            }

            run.Until((run.Engine.LastTurn.LogicalMilliseconds / 1000.0) + chance.Next(1, 90));
        }
    }

    private static BacktestReport Test(List<RecordedTurn> turns) => Test(turns, Life.Snapshot(CompatibilityProfile.Shinken));

    // From the first turn on, which activates the configuration.
    private static BacktestReport Test(List<RecordedTurn> turns, ConfigurationSnapshot candidate)
    {
        var engine = Fresh();
        turns[0].Run(engine, new Outputs.EngineOutputs());
        return Test(engine, turns.Skip(1), candidate);
    }

    private static BacktestReport Test(SchedulerEngine engine, IEnumerable<RecordedTurn> turns, ConfigurationSnapshot candidate)
    {
        var backtest = new Backtest(engine, candidate, maxDifferences: 10_000);
        foreach (var turn in turns)
        {
            backtest.Take(turn);
        }

        return backtest.Finish();
    }

    private static string Text(BacktestDifference difference) => difference switch
    {
        StateDifference state => $"{state.Side} {state.State}",
        NotificationDifference told => $"{told.Side} {told.Contact} {told.Type}",
        _ => "",
    };
}
