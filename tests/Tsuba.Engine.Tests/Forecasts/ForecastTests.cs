using System.Buffers;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;


namespace Tsuba.Engine.Tests.Forecasts;

public sealed class ForecastTests
{
    private const double Present = 1800;

    // A router, two hosts behind it, one of them behind a switch too, and one host beside it.
    private static readonly ConfigurationSnapshot _site = Site.New()
        .Person("ann")
        .Machine("router1", ("notification_interval", "20"), ("escalations", "late"))
        .Machine("switch1", ("parents", "router1"))
        .Machine("web1", ("parents", "switch1"))
        .Machine("web2", ("parents", "router1,router2"))
        .Machine("router2")
        .Check("web1", "http")
        .Check("router1", "load", ("max_check_attempts", "2"))
        .Check("router2", "load")
        .Add(Tsuba.Model.Definitions.ObjectType.Escalation, "late", ("escalation_name", "late"), ("contacts", "ann"), ("first_notification", "2"), ("last_notification", "0"), ("notification_interval", "20"))
        .Link();

    [Fact]
    public void Run_ScriptedOutage_IsWhatThenReallyHappens()
    {
        var run = Begin();
        var forecast = Look(run, "down router1 for 1h", "downtime router2 from +10m for 20m", "state router2;load critical from +15m for 30m");

        // The same happens to the real one, by the answers of its plugins.
        run.Forget();
        foreach (var item in new[] { "router1", "switch1", "web1", "web1;http", "router1;load" })
        {
            run.Answer(item, 2, "it fails");
        }

        run.Until(Present + 600);
        run.Command($"SCHEDULE_HOST_DOWNTIME;router2;{run.Now.UtcSeconds};{run.Now.UtcSeconds + 1200};1;0;1200;bob;quiet");
        run.Until(Present + 899).Answer("router2;load", 2, "it fails").Until(Present + 2699).Answer("router2;load", 0, "fine").Until(Present + 3599);
        foreach (var item in new[] { "router1", "switch1", "web1", "web1;http", "router1;load" })
        {
            run.Answer(item, 0, "fine");
        }

        run.Until(Present + 7200);
        Assert.Equal(RealNotifications(run), forecast.Entries.OfType<ForecastNotification>().Select(told => $"{told.Contact} {told.Type} {told.Item} {told.Number}"));
        Assert.Equal(RealAlerts(run), Alerts(forecast));
        Assert.Contains("ann PROBLEM router1 2", forecast.Entries.OfType<ForecastNotification>().Select(told => $"{told.Contact} {told.Type} {told.Item} {told.Number}"));
        Assert.Empty(forecast.Problems);
        Assert.True(forecast.IsComplete);
    }

    [Fact]
    public void Run_HostsBehind_SayWhatTheySufferFrom()
    {
        var forecast = Look(Begin(), "down router1");

        var web = forecast.Entries.OfType<ForecastState>().Last(state => state.Item.ToString() == "web1");
        Assert.Equal("UNREACHABLE", web.State);
        Assert.Contains(new ItemName("router1", null), web.RootCauses);
        Assert.True(forecast.Entries.OfType<ForecastState>().Last(state => state.Item.ToString() == "router1").IsRootProblem);

        // web2 has a way around it.
        Assert.DoesNotContain(forecast.Problems, problem => problem.Item.Host == "web2");
        Assert.Contains((new ItemName("web1", "http"), "CRITICAL"), forecast.Problems);
    }

    [Fact]
    public void Run_OnlyNamed_LeavesTheOthersAsTheyAre()
    {
        var forecast = Look(Begin(), onlyNamed: true, "down router1");

        Assert.Equal(["router1"], forecast.Problems.Select(problem => problem.Item.ToString()));
    }

    [Fact]
    public void Run_ItemThatFailedBefore_GoesOnFailingAndIsToldAgain()
    {
        var run = new EngineRun(_site).Answer("router2;load", 1, "busy|load=7").Until(Present);
        var forecast = Look(run);

        Assert.Equal(["router2;load WARNING"], forecast.Problems.Select(problem => $"{problem.Item} {problem.State}"));
        Assert.Equal(["bob PROBLEM", "bob PROBLEM"], forecast.Entries.OfType<ForecastNotification>().Select(told => $"{told.Contact} {told.Type}"));
    }

    [Fact]
    public void Run_FromLater_TellsNothingOfBefore()
    {
        var run = Begin();
        var now = run.Now.UtcMilliseconds;
        var script = WhatIfParser.Parse(["down router2", "command DISABLE_NOTIFICATIONS from +30m"], now + 3_600_000, TimeZoneInfo.Utc);
        var forecast = Forecast.Run(Copy(run), new ForecastPlan
        {
            NowUtcMilliseconds = now,
            FromUtcMilliseconds = now + 3_600_000,
            UntilUtcMilliseconds = now + 7_200_000,
            Events = script.Events,
        });

        Assert.All(forecast.Entries, entry => Assert.InRange(entry.UtcMilliseconds, now + 3_600_000, now + 7_200_000));
        Assert.Equal(["router2", "router2;load"], forecast.Problems.Select(problem => problem.Item.ToString()));
    }

    [Fact]
    public void Run_ItemThatNobodyChecks_IsSaidToHaveFailed()
    {
        var site = Site.New().Machine("web").Check("web", "backup", ("active_checks_enabled", "0"), ("max_check_attempts", "1")).Link();
        var forecast = Look(new EngineRun(site).Until(Present), "down web;backup for 30m");

        Assert.Equal(
            ["CRITICAL", "OK"],
            forecast.Entries.OfType<ForecastState>().Where(state => state.Item.Description == "backup").Select(state => state.State));
        Assert.Equal(["PROBLEM", "RECOVERY"], forecast.Entries.OfType<ForecastNotification>().Select(told => told.Type));
    }

    [Fact]
    public void Run_MoreEntriesThanTheLimit_CountsWhatIsLeftOut()
    {
        var run = Begin();
        var now = run.Now.UtcMilliseconds;
        var forecast = Forecast.Run(Copy(run), new ForecastPlan
        {
            NowUtcMilliseconds = now,
            FromUtcMilliseconds = now,
            UntilUtcMilliseconds = now + 3_600_000,
            Events = WhatIfParser.Parse(["down router1"], now, TimeZoneInfo.Utc).Events,
            MaxEntries = 3,
        });

        Assert.Equal(3, forecast.Entries.Length);
        Assert.True(forecast.LeftOut > 3);
    }

    [Fact]
    public void Merge_LineThatOnePartTook_IsNotRefused()
    {
        var other = Site.New().Machine("db").Link();
        string[] lines = ["down router1", "down nobody", "command MAKE_COFFEE;router1"];
        var merged = ForecastReport.Merge([Look(Begin(), lines), Look(new EngineRun(other).Until(Present), lines)]);

        Assert.Equal([2, 3], merged.Refused.Select(finding => finding.Line));
        Assert.Equal("line 2: there is no host 'nobody'", merged.Refused[0].ToString());
    }

    private static EngineRun Begin() => new EngineRun(_site).Until(Present);

    private static ForecastReport Look(EngineRun run, params string[] lines) => Look(run, onlyNamed: false, lines);

    private static ForecastReport Look(EngineRun run, bool onlyNamed, params string[] lines)
    {
        var now = run.Now.UtcMilliseconds;
        return Forecast.Run(Copy(run), new ForecastPlan
        {
            NowUtcMilliseconds = now,
            FromUtcMilliseconds = now,
            UntilUtcMilliseconds = now + 7_200_000,
            Events = WhatIfParser.Parse(lines, now, TimeZoneInfo.Utc).Events,
            OnlyNamed = onlyNamed,
        });
    }

    private static SchedulerEngine Copy(EngineRun run)
    {
        var state = new ArrayBufferWriter<byte>();
        run.Engine.WriteState(state);
        return SchedulerEngine.ReadState(run.Engine.Options, run.Snapshot, state.WrittenSpan);
    }

    private static IEnumerable<string> RealNotifications(EngineRun run) =>
        run.Events.OfType<NotificationRaised>().Select(raised => $"{raised.Contact} {Names.Of(raised.Type)} {run.Snapshot.Items[raised.Item].Name} {raised.Number}");

    // Changes of state and type, and soft attempts, as the log has them. It gives a recovery the attempt of the problem.
    private static IEnumerable<string> RealAlerts(EngineRun run) =>
        run.Log.Where(line => line.Contains(" ALERT: ", StringComparison.Ordinal) && !line.Contains("DOWNTIME", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..line.LastIndexOf(';')])
            .Select(line => line.Contains(";SOFT;", StringComparison.Ordinal) ? line : line[..line.LastIndexOf(';')]);

    private static IEnumerable<string> Alerts(ForecastReport forecast)
    {
        var before = new Dictionary<ItemName, string>();
        foreach (var state in forecast.Entries.OfType<ForecastState>())
        {
            var text = $"{state.Item};{state.State};{Names.Of(state.StateType)}{(state.StateType == StateType.Soft ? $";{state.Attempt}" : "")}";
            if (before.GetValueOrDefault(state.Item) != text && !(state.State is "UP" or "OK" && !before.ContainsKey(state.Item)))
            {
                yield return text;
            }

            before[state.Item] = text;
        }
    }
}
