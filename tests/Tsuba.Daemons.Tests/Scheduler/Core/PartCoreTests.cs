using System.Collections.Immutable;
using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

public sealed class PartCoreTests
{
    private const long Start = 1_700_000_000_000;

    [Fact]
    public void Replay_OfTheFrames_GivesTheSameStateAtEveryTurn()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var site = new SchedulerSite();
            var live = SchedulerSite.NewCore();
            var copy = SchedulerSite.NewCore();
            foreach (var turn in Run(site, live, seed))
            {
                Replay(copy, turn, site);
                Assert.True(live.StateHash() == copy.StateHash(), $"seed {seed}, frame {turn.Frame}");
                Assert.Equal((live.NextEvent, live.Frame, live.Time), (copy.NextEvent, copy.Frame, copy.Time));
            }

            Assert.True(live.Frame > 20, "the run is long enough to mean something");
        }
    }

    [Fact]
    public void Restore_FromASnapshotAndLaterFrames_GivesTheSameState()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var site = new SchedulerSite();
            var live = SchedulerSite.NewCore();
            PartSnapshot? snapshot = null;
            var later = new List<Turn>();
            foreach (var turn in Run(site, live, seed))
            {
                if (turn.Frame == 12)
                {
                    snapshot = PartSnapshot.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(live.Snapshot()));
                }
                else if (snapshot is not null)
                {
                    later.Add(turn);
                }
            }

            var restored = PartCore.Restore(snapshot!, site.Snapshot, SchedulerSite.Options);
            foreach (var turn in later)
            {
                Replay(restored, turn, site);
            }

            Assert.True(live.StateHash() == restored.StateHash(), $"seed {seed}");
        }
    }

    [Fact]
    public void Replay_RulesRaisedBetween_GivesTheSameStateAndTheSameNumbers()
    {
        var (full, less) = (new SchedulerSite(hosts: 3), new SchedulerSite(hosts: 2, generation: 2));
        ConfigurationStep Again(long generation) => new(new ConfigurationManifest(full.Encoded.Manifest) { Generation = generation }, full.Snapshot);
        PartInput[] inputs = [full.Step(), new EngineStep(new SemanticsRaised(SemanticsVersions.NumbersGoOn)), less.Step(), Again(3), less.Step(), Again(4)];
        var (live, copy) = (SchedulerSite.NewCore(), SchedulerSite.NewCore());
        var numbers = new List<ulong>();
        PartCore? restored = null;
        for (var index = 0; index < inputs.Length; index++)
        {
            var turn = live.Step([inputs[index]], new EngineTime(Start + (index * 1000), index * 1000))!;
            numbers.AddRange(turn.Checks.Where(check => check.Item == ItemId.OfHost("host-2")).Select(check => check.Occurrence));
            foreach (var core in new[] { copy, restored }.OfType<PartCore>())
            {
                foreach (var frame in turn.Frames)
                {
                    core.Replay(frame.Sequence, FrameCodec.ReadInputs(frame.Payload.Span), manifest => manifest.Generation == 2 ? less.Snapshot : full.Snapshot);
                }

                Assert.Equal((live.StateHash(), live.Semantics), (core.StateHash(), core.Semantics));
            }

            Assert.Equal(FrameCodec.TurnWithConfiguration, turn.Frames[0].Type);
            restored ??= index == 2 ? PartCore.Restore(live.Snapshot(), less.Snapshot, SchedulerSite.Options) : null;
        }

        Assert.Equal((SemanticsVersions.NumbersGoOn, SemanticsVersions.NumbersGoOn), (live.Semantics, live.Snapshot().Semantics));
        Assert.Equal(3, numbers.Count);
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public void Step_SameConfigurationTwice_IsTakenOnce_SoThatDeparturesStay()
    {
        var (full, less) = (new SchedulerSite(hosts: 3), new SchedulerSite(hosts: 2, generation: 2));
        var core = SchedulerSite.NewCore();
        core.Step([full.Step()], new EngineTime(Start, 0));
        var leaving = less.Step() with { Leaving = ["host-2"] };

        var turn = core.Step([leaving, leaving], new EngineTime(Start + 1000, 1000))!;

        Assert.Equal(["host-2"], core.Departures.Select(departure => departure.Key));
        Assert.Single(FrameCodec.ReadInputs(turn.Frames[0].Payload.Span).Inputs);
        Assert.Equal(2, turn.Answers.Length);
    }

    [Fact]
    public void Decode_RulesThatAreNotKnown_IsRefused()
    {
        var input = new JournalInput { Semantics = new SemanticsInput { Version = SemanticsVersions.Known.Newest + 1 } };

        Assert.Throws<InvalidDataException>(() => FrameCodec.Decode(input, _ => throw new InvalidOperationException()));
    }

    [Fact]
    public void Step_Events_AreNumberedWithoutGaps()
    {
        var next = 1UL;
        var site = new SchedulerSite();
        foreach (var turn in Run(site, SchedulerSite.NewCore(), seed: 5))
        {
            foreach (var frame in turn.Frames)
            {
                var events = FrameCodec.ReadEvents(frame.Payload.Span);
                Assert.Equal(next, events.FirstEvent);
                foreach (var happened in events.Events)
                {
                    Assert.Equal(next++, happened.Sequence);
                }

                Assert.Equal(next, events.NextEvent);
            }
        }
    }

    [Fact]
    public void Step_VeryManyEvents_AreSpreadOverFramesThatFitIntoAMessage()
    {
        var site = new SchedulerSite(hosts: 200);
        var live = SchedulerSite.NewCore();
        var copy = SchedulerSite.NewCore();
        var now = new EngineTime(Start, 0);
        Replay(copy, live.Step([site.Step()], now)!, site);
        var output = new string('x', 60_000);
        var inputs = Enumerable.Range(0, 200).Select(PartInput (host) => new EngineStep(new CommandReceived(
            "pipe", (ulong)host + 1, $"PROCESS_HOST_CHECK_RESULT;host-{host.ToString(System.Globalization.CultureInfo.InvariantCulture)};1;{output}", "")));

        var turn = live.Step([.. inputs], now)!;

        Assert.True(turn.Frames.Length > 1);
        Assert.All(turn.Frames.Skip(1), frame => Assert.InRange(frame.Payload.Length, 1, 5 * 1024 * 1024));
        Replay(copy, turn, site);
        Assert.Equal((live.StateHash(), live.NextEvent, live.Frame), (copy.StateHash(), copy.NextEvent, copy.Frame));
        Assert.True(copy.IsTurnComplete);
    }

    [Fact]
    public void Replay_TurnWithoutItsLastFrame_HasTheStateAndSaysThatEventsAreMissing()
    {
        var site = new SchedulerSite(hosts: 1);
        var core = SchedulerSite.NewCore();
        var inputs = FrameCodec.ReadInputs(SchedulerSite.NewCore().Step([site.Step()], new EngineTime(Start, 0))!.Frames[0].Payload.Span);
        inputs.More = true;

        core.Replay(1, inputs, site.Resolve);

        Assert.False(core.IsTurnComplete);
        Assert.NotNull(core.Configuration);
    }

    [Fact]
    public void Step_NothingDue_WritesNothing()
    {
        var core = SchedulerSite.NewCore();

        Assert.Null(core.Step([], new EngineTime(Start, 0)));
    }

    [Fact]
    public void Step_ConfigurationAndThenAResult_GivesAHardProblemAndOneNotification()
    {
        var site = new SchedulerSite(hosts: 1);
        var core = SchedulerSite.NewCore();
        var now = new EngineTime(Start, 0);
        var first = core.Step([site.Step()], now)!;
        var check = Assert.Single(Checks(core, first, ref now));

        var turn = core.Step([Result(check, exitCode: 2)], now.Plus(TimeSpan.FromSeconds(1)))!;

        Assert.Equal(ActionKind.Notification, Assert.Single(turn.Actions).Kind);
        var events = EventsOf(turn);
        Assert.Contains(events, happened => happened.Status is { State: 1, StateType: 1 });
    }

    [Fact]
    public void Step_TheSameResultTwice_HasOneEffect()
    {
        var site = new SchedulerSite(hosts: 1);
        var core = SchedulerSite.NewCore();
        var now = new EngineTime(Start, 0);
        var first = core.Step([site.Step()], now)!;
        var check = Assert.Single(Checks(core, first, ref now));
        core.Step([Result(check, exitCode: 2)], now);

        var again = core.Step([Result(check, exitCode: 2)], now)!;

        Assert.Empty(again.Actions);
        Assert.DoesNotContain(EventsOf(again), happened => happened.CheckResult is not null);
    }

    [Fact]
    public void Step_TheSameCommandTwice_IsAnsweredAsDuplicate()
    {
        var site = new SchedulerSite(hosts: 1);
        var core = SchedulerSite.NewCore();
        var now = new EngineTime(Start, 0);
        core.Step([site.Step()], now);
        var command = new EngineStep(new CommandReceived("pipe", 1, "ADD_HOST_COMMENT;host-0;1;bob;hello", "bob"));

        var turn = core.Step([command, command], now)!;

        Assert.Equal([CommandState.Applied, CommandState.Duplicate], turn.Answers.Select(answer => answer!.State));
        Assert.Single(EventsOf(turn), happened => happened.Comment is not null);
    }

    [Fact]
    public void Resume_AfterReplay_GivesWhatIsDueUnderTheOldIds()
    {
        var site = new SchedulerSite(hosts: 4);
        var live = SchedulerSite.NewCore();
        var now = new EngineTime(Start, 0);
        var first = live.Step([site.Step()], now)!;
        var copy = SchedulerSite.NewCore();
        Replay(copy, first, site);
        var due = Checks(live, first, ref now, turn => Replay(copy, turn, site));

        var resumed = copy.Step([new ResumeStep()], now)!;

        Assert.Equal(
            due.Select(check => WorkItem.CheckId(check.Item, check.Occurrence)).Order(),
            resumed.Checks.Select(check => WorkItem.CheckId(check.Item, check.Occurrence)).Order());
    }

    [Fact]
    public void FrameCodec_EveryInput_ComesBackEqual()
    {
        var inputs = new EngineInput[]
        {
            new CheckResult
            {
                Item = ItemId.OfService("a", "b"),
                Occurrence = 7,
                ExitCode = -3,
                Signal = 9,
                TimedOut = true,
                Output = "OK – é\n|x=1",
                Failure = "",
                StartUtcMilliseconds = Start,
                ExecutionTime = TimeSpan.FromTicks(12_345),
                Poller = "p",
            },
            new CheckResult { Item = ItemId.OfHost("a"), Occurrence = 1, ExitCode = 0, Output = "" },
            new CommandReceived("source", 5, "line;x", "author"),
            new ActionFinished(9, true, "sent", "r"),
        };
        foreach (var input in inputs)
        {
            var bytes = Google.Protobuf.MessageExtensions.ToByteArray(FrameCodec.Encode(new EngineStep(input)));
            var decoded = FrameCodec.Decode(JournalInput.Parser.ParseFrom(bytes), _ => throw new InvalidOperationException());
            Assert.Equal(new EngineStep(input), decoded);
        }

        var totals = new SiteTotals(
            ImmutableSortedDictionary<string, string>.Empty.Add("TOTALHOSTSDOWN", "3"),
            ImmutableSortedDictionary<string, string>.Empty.Add("HOSTSTATE:router", "UP"));
        var back = (SiteTotals)((EngineStep)FrameCodec.Decode(
            FrameCodec.Encode(new EngineStep(totals)), _ => throw new InvalidOperationException())).Input;
        Assert.Equal(totals.Totals, back.Totals);
        Assert.Equal(totals.RemoteMacros, back.RemoteMacros);
    }

    private static void Replay(PartCore core, Turn turn, SchedulerSite site)
    {
        foreach (var frame in turn.Frames)
        {
            core.Replay(frame.Sequence, FrameCodec.ReadInputs(frame.Payload.Span), site.Resolve);
        }
    }

    private static List<Event> EventsOf(Turn turn) =>
        [.. turn.Frames.SelectMany(frame => FrameCodec.ReadEvents(frame.Payload.Span).Events)];

    private static IEnumerable<Turn> Run(SchedulerSite site, PartCore core, int seed)
    {
        var random = new Random(seed);
        var now = new EngineTime(Start, 0);
        var due = new List<CheckDue>();
        var actions = new List<ActionDue>();
        var sequence = 0UL;
        for (var round = 0; round < 60; round++)
        {
            var inputs = new List<PartInput>();
            if (round == 0)
            {
                inputs.Add(site.Step());
            }

            while (due.Count > 0 && random.Next(3) != 0)
            {
                var index = random.Next(due.Count);
                inputs.Add(Result(due[index], random.Next(4)));
                due.RemoveAt(index);
            }

            if (actions.Count > 0 && random.Next(2) == 0)
            {
                inputs.Add(new EngineStep(new ActionFinished(actions[0].Id, random.Next(2) == 0, "done", "r")));
                actions.RemoveAt(0);
            }

            if (round > 0 && random.Next(3) == 0)
            {
                inputs.Add(new EngineStep(new CommandReceived("pipe", ++sequence, Line(random), "bob")));
            }

            if (core.Step(inputs, now) is { } turn)
            {
                due.AddRange(turn.Checks);
                due.RemoveAll(check => turn.CancelledChecks.Contains((check.Item, check.Occurrence)));
                actions.AddRange(turn.Actions);
                yield return turn;
            }

            now = now.Plus(TimeSpan.FromMilliseconds(random.Next(30_000)));
        }
    }

    private static string Line(Random random) => random.Next(5) switch
    {
        0 => "ADD_HOST_COMMENT;host-1;1;bob;hello",
        1 => "PROCESS_HOST_CHECK_RESULT;host-2;1;passive|x=1",
        2 => "DISABLE_HOST_NOTIFICATIONS;host-0",
        3 => "ENABLE_HOST_NOTIFICATIONS;host-0",
        _ => "NO_SUCH_COMMAND;x",
    };

    private static EngineStep Result(CheckDue check, int exitCode) => new(new CheckResult
    {
        Item = check.Item,
        Occurrence = check.Occurrence,
        ExitCode = exitCode,
        Output = "state " + exitCode.ToString(System.Globalization.CultureInfo.InvariantCulture),
        StartUtcMilliseconds = check.DueUtcMilliseconds,
        ExecutionTime = TimeSpan.FromMilliseconds(20),
        Poller = "p",
    });

    // First checks may be planned a little after the activation.
    private static List<CheckDue> Checks(PartCore core, Turn first, ref EngineTime now, Action<Turn>? also = null)
    {
        var due = first.Checks.ToList();
        for (var seconds = 0; seconds < 120 && due.Count == 0; seconds++)
        {
            now = now.Plus(TimeSpan.FromSeconds(1));
            if (core.Step([], now) is { } turn)
            {
                due.AddRange(turn.Checks);
                also?.Invoke(turn);
            }
        }

        return due;
    }
}
