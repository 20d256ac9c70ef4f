using System.Buffers;
using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Tests.Storage;

/// <summary>ReadState(WriteState(e)) followed by the same inputs gives the same outputs and the same hash, for random runs.</summary>
public sealed class StateRoundTripTests
{
    [Fact]
    public void RandomRuns_RestartedAtAnyPoint_GoOnTheSame()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            Compare(seed, seed % 2 == 0 ? CompatibilityProfile.Nagios : CompatibilityProfile.Shinken);
        }
    }

    [Fact]
    public void ReadState_CutShort_IsRefused()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(100);
        var buffer = new ArrayBufferWriter<byte>();
        run.Engine.WriteState(buffer);
        for (var length = 0; length < buffer.WrittenCount; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => SchedulerEngine.ReadState(run.Engine.Options, run.Snapshot, buffer.WrittenSpan[..length]));
        }
    }

    [Fact]
    public void ReadState_UnderOtherOptions_IsRefused()
    {
        var run = new EngineRun(Site.New().Machine("web").Link()).Until(100);
        var buffer = new ArrayBufferWriter<byte>();
        run.Engine.WriteState(buffer);
        Assert.Throws<InvalidDataException>(() => SchedulerEngine.ReadState(run.Engine.Options with { Seed = 99 }, run.Snapshot, buffer.WrittenSpan));
    }

    [Fact]
    public void Ids_OfTwoParts_AreNeverTheSame()
    {
        var snapshot = Site.New().Machine("web").Link();
        var first = Comment(1);
        var second = Comment(2);
        Assert.Equal(1UL, first);
        Assert.NotEqual(first, second);

        ulong Comment(int part)
        {
            var engine = new SchedulerEngine(new EngineOptions { Part = part });
            var now = new EngineTime(EngineRun.StartUtc, 0);
            Turn(engine, new ConfigurationActivated(snapshot), now);
            var outputs = new EngineOutputs();
            Reread(engine, snapshot).Apply(new CommandReceived("test", 1, "ADD_HOST_COMMENT;web;1;me;text", ""), now, outputs);
            return outputs.Events.OfType<CommentAdded>().Single().Comment.Id;
        }
    }

    private static void Compare(int seed, CompatibilityProfile profile)
    {
        var random = new Random(seed);
        var snapshot = Sample(profile);
        var options = new EngineOptions { Part = 3, Seed = (ulong)seed };
        var one = new SchedulerEngine(options);
        var two = new SchedulerEngine(options);
        var inputs = new List<EngineInput> { new ConfigurationActivated(snapshot) };
        var pending = new List<EngineInput>();
        var now = new EngineTime(EngineRun.StartUtc, 0);
        for (var step = 0; step < 120; step++)
        {
            var input = step == 0 ? inputs[0] : Next(random, snapshot, pending, step);
            var first = Turn(one, input, now);
            var second = Turn(two, input, now);
            Assert.True(first.SequenceEqual(second), $"seed {seed}, step {step}, {input}: {Difference(first, second)}");
            Assert.True(one.StateHash() == two.StateHash(), $"seed {seed}, step {step}: states differ");
            pending.AddRange(Answers(random, one, first));
            if (random.Next(4) == 0)
            {
                two = Reread(two, snapshot);
            }

            var pace = random.Next(40) * 1000;
            now = new EngineTime(now.UtcMilliseconds + pace + (random.Next(30) == 0 ? random.Next(-900_000, 900_000) : 0), now.LogicalMilliseconds + pace);
        }
    }

    // From the first output that differs on: order counts.
    private static string Difference(List<object> first, List<object> second)
    {
        var same = first.Zip(second).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
        return $"{string.Join(" | ", first.Skip(same).Take(3))} AGAINST {string.Join(" | ", second.Skip(same).Take(3))}";
    }

    private static SchedulerEngine Reread(SchedulerEngine engine, ConfigurationSnapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>();
        engine.WriteState(buffer);
        return SchedulerEngine.ReadState(engine.Options, snapshot, buffer.WrittenSpan);
    }

    private static List<object> Turn(SchedulerEngine engine, EngineInput? input, EngineTime now)
    {
        var outputs = new EngineOutputs();
        if (input is null)
        {
            engine.Advance(now, outputs);
        }
        else
        {
            engine.Apply(input, now, outputs);
        }

        // Records compare by value but for the arrays inside invocations and statuses, so those are compared as text.
        return
        [
            .. outputs.Checks.Select(check => $"{check.Item} {check.Occurrence} {check.DueUtcMilliseconds} {check.Invocation.Display}"),
            .. outputs.Actions.Select(action => $"{action.Id:x} {action.Kind} {action.Contact} {action.Invocation.Display}"),
            .. outputs.CancelledChecks.Select(check => (object)check),
            .. outputs.CancelledActions.Select(action => (object)action),
            .. outputs.Events.Select(happening => happening.ToString()!),
        ];
    }

    private static IEnumerable<EngineInput> Answers(Random random, SchedulerEngine engine, List<object> outputs)
    {
        foreach (var text in outputs.OfType<string>())
        {
            var words = text.Split(' ');
            if (words.Length >= 3 && words[0].Length == 16 && ulong.TryParse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var item) && ulong.TryParse(words[1], out var occurrence))
            {
                var code = random.Next(3) == 0 ? random.Next(0, 5) : 0;
                yield return new CheckResult { Item = new ItemId(item), Occurrence = occurrence, ExitCode = code, Output = $"said {code}|v={random.Next(10)}", Poller = "p" };
            }
            else if (words.Length > 1 && words[1] is "Notification" or "EventHandler" && ulong.TryParse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var action))
            {
                yield return new ActionFinished(action, random.Next(5) != 0, "done", "r");
            }
        }
    }

    private static EngineInput? Next(Random random, ConfigurationSnapshot snapshot, List<EngineInput> pending, int step)
    {
        if (pending.Count > 0 && random.Next(3) != 0)
        {
            var taken = random.Next(pending.Count);
            var input = pending[taken];
            if (random.Next(10) != 0)
            {
                pending.RemoveAt(taken);
            }

            return input;
        }

        var host = snapshot.Hosts[random.Next(snapshot.Hosts.Length)].HostName;
        var start = 1_700_000_000 + random.Next(5000);
        string[] lines =
        [
            $"PROCESS_HOST_CHECK_RESULT;{host};{random.Next(4)};passive",
            $"PROCESS_SERVICE_CHECK_RESULT;{host};s;{random.Next(5)};passive|x=1",
            $"PROCESS_SERVICE_CHECK_RESULT;{host};s;2;passive",
            $"ACKNOWLEDGE_SVC_PROBLEM;{host};s;{random.Next(3)};1;{random.Next(2)};amy;mine",
            $"ACKNOWLEDGE_HOST_PROBLEM_EXPIRE;{host};2;1;0;{start + 900};amy;mine",
            $"REMOVE_HOST_ACKNOWLEDGEMENT;{host}",
            $"SCHEDULE_HOST_DOWNTIME;{host};{start};{start + 600};{random.Next(2)};0;300;amy;work",
            $"SCHEDULE_SVC_DOWNTIME;{host};s;{start};{start + 600};{random.Next(2)};{random.Next(3)};300;amy;work",
            $"DEL_HOST_DOWNTIME;{random.Next(1, 6)}",
            "DEL_ALL_HOST_DOWNTIMES;h5",
            $"ADD_HOST_COMMENT;{host};1;amy;hello",
            $"DEL_SVC_COMMENT;{random.Next(1, 6)}",
            $"DISABLE_HOST_CHECK;{host}",
            $"ENABLE_HOST_CHECK;{host}",
            $"SCHEDULE_FORCED_SVC_CHECK;{host};s;{start}",
            $"SCHEDULE_HOST_CHECK;{host};{start}",
            $"CHANGE_MAX_SVC_CHECK_ATTEMPTS;{host};s;{random.Next(1, 5)}",
            $"CHANGE_CUSTOM_HOST_VAR;{host};_COLOUR;blue",
            $"CHANGE_NORMAL_SVC_CHECK_INTERVAL;{host};s;{random.Next(4)}",
            $"DELAY_SVC_NOTIFICATION;{host};s;{start}",
            $"SCHEDULE_CONTACT_DOWNTIME;bob;{start};{start + 500};amy;away",
            "DISABLE_NOTIFICATIONS",
            "ENABLE_NOTIFICATIONS",
            "STOP_EXECUTING_SVC_CHECKS",
            "START_EXECUTING_SVC_CHECKS",
            "nonsense",
        ];
        return random.Next(6) == 0
            ? null
            : new CommandReceived($"s{random.Next(3)}", (ulong)(step + random.Next(3)), lines[random.Next(lines.Length)], "");
    }

    private static ConfigurationSnapshot Sample(CompatibilityProfile profile)
    {
        var builder = Site.New(profile)
            .Person("amy", ("min_business_impact", "3"))
            .TimePeriod("window", ("tuesday", "22:20-22:30,22:40-22:55"))
            .TimePeriod("office", ("tuesday", "22:16-22:25,22:35-24:00"));
        for (var host = 0; host < 6; host++)
        {
            var parent = host == 0 ? "" : $"h{(host - 1) / 2}";
            builder
                .Machine($"h{host}", ("parents", parent), ("max_check_attempts", "2"), ("event_handler", "handle"), ("event_handler_enabled", "1"), ("maintenance_period", host == 5 ? "window" : ""), ("check_period", host == 3 ? "office" : "24x7"))
                .Check($"h{host}", "s", ("contacts", "amy,bob"), ("notification_interval", host % 2 == 0 ? "0" : "2"), ("first_notification_delay", host % 3 == 0 ? "1" : "0"), ("is_volatile", host == 4 ? "1" : "0"), ("flap_detection_enabled", "1"), ("check_freshness", "1"), ("freshness_threshold", "120"), ("notification_period", host == 2 ? "office" : "24x7"));
        }

        return builder.Link();
    }
}
