using Tsuba.Engine;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

/// <summary>What a replaced owner hands over, and how its heir takes it.</summary>
public sealed class LeftCommandsTests
{
    private const string Double = "a double";
    private const string Result = "PROCESS_SERVICE_CHECK_RESULT;web;http;2;refused";
    private static readonly PartId Part = new(3);
    private static readonly PartId Other = new(4);
    private static readonly Epoch Old = new(1, 4);
    private static readonly Epoch New = new(1, 5);

    [Fact]
    public void Read_PassiveResultWithoutATime_GetsThatOfItsFrame()
    {
        var left = Assert.Single(Left(Turn(Old, 1_700_000_000_123, ("r", 7, Result))));

        Assert.Equal(($"[1700000000] {Result}", "r/left-" + Old.Packed, 7UL, Part.Value), (left.Line, left.Source, left.Sequence, left.OnlyPart));
    }

    [Fact]
    public void Read_LineWithATime_KeepsIt() =>
        Assert.Equal("[1600000000] " + Result, Assert.Single(Left(Turn(Old, 1, ("r", 7, "[1600000000] " + Result)))).Line);

    [Fact]
    public void Read_CommandForAllParts_IsForThisOneOnly() =>
        Assert.Equal(Part.Value, Assert.Single(Left(Turn(Old, 1, ("r/global", 7, "DISABLE_NOTIFICATIONS")))).OnlyPart);

    [Fact]
    public void Read_FrameThatGoesOnWithATurn_HasNone()
    {
        var turn = Turn(Old, 1, ("r", 7, Result));
        turn.Continues = true;

        Assert.Empty(Left(turn));
    }

    [Fact]
    public void Input_HeirHasNothingLaterOfTheSource_TakesItUnderItsOwnName()
    {
        // The engine then refuses a repetition that comes on the usual way.
        Assert.Equal(["r", "r"], Names(Late(7, 8), Turn(Old, 1, ("r", 5, Result))));
    }

    [Fact]
    public void Decide_HeirHasTheVeryCommand_IsADouble() =>
        Assert.Equal([Double], Names(Late(7), Turn(Old, 1, ("r", 7, Result)), Turn(New, 2, ("r", 9, Result))));

    [Fact]
    public void Input_HeirHasLaterOnesOfTheSource_TakesItUnderTheOtherName() =>
        Assert.Equal(["r/left-" + Old.Packed], Names(Late(7), Turn(New, 2, ("r", 9, Result))));

    /// <summary>Two owners before had it, one after the other, and each hands it over.</summary>
    [Fact]
    public void Decide_TakenUnderTheNameOfAnotherOwner_IsADouble()
    {
        var name = CommandSources.LeftUnder("r", new Epoch(1, 3));

        Assert.Equal([Double], Names(Late(7), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, (name, 7, Result))));
    }

    [Theory]
    [InlineData("r", "r")]
    [InlineData("r/left-12", "r")]
    [InlineData("r/left-12+2", "r")]
    [InlineData("r/left-12/left-13", "r")]
    [InlineData("r/from-3/left-12", "r")]
    [InlineData("r/left-12/from-3", "r")]
    [InlineData("r/global/left-12", "r/global")]
    public void Origin_OfAnyName_IsThatOfTheSpool(string name, string origin) => Assert.Equal(origin, CommandSources.Origin(name));

    /// <summary>Its sender had given it to another arbiter too, behind what went straight to the heir.</summary>
    [Fact]
    public void Input_JournalHasItBehindALaterOneOfItsSource_TakesItUnderTheOtherName() =>
        Assert.Equal(["r/left-" + Old.Packed], Names(Late(7), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, ("r", 7, Result))));

    [Theory]
    [InlineData(SemanticsVersions.MarksByHost, Double)]
    [InlineData(SemanticsVersions.First, "r/left-4294967300")]
    public void Decide_JournalHasItBehindALaterOneAboutAnotherHost_IsKnownWhereTheRulesCountByHost(uint semantics, string name)
    {
        var command = Late(7)[0];
        var late = new LateCommands(Part, [command]);
        late.Remember(Never, Never, semantics);
        late.Read(Turn(New, 2, ("r", 9, "PROCESS_SERVICE_CHECK_RESULT;db;http;2;refused")), NoEvents);
        late.Read(Turn(New, 3, ("r", 7, Result)), NoEvents);

        Assert.Equal(name, NameOf(late.Decide(command, _ => new Dictionary<string, ulong>(StringComparer.Ordinal) { ["r"] = 9 })));
    }

    [Fact]
    public void Input_NumbersOfOtherSourcesAndOfEarlierOwnerships_DoNotCount() =>
        Assert.Equal(["r"], Names(Late(7), Turn(New, 2, ("other", 7, Result)), Turn(new Epoch(1, 3), 2, ("r", 6, Result))));

    [Fact]
    public void Input_UsualCommand_IsLeftAsItIs()
    {
        var command = new Command { Source = "r", Sequence = 3, Line = Result };
        var late = new LateCommands(Part, [command]);

        Assert.False(late.HasAny);
        Assert.Equal(("r", 3UL), (late.Decide(command, Nowhere).Input?.Source, late.Decide(command, Nowhere).Input?.Sequence));
    }

    /// <summary>The part's journal began with a snapshot that has the command; a later one of the source came since.</summary>
    [Theory]
    [InlineData(20UL, true)]
    [InlineData(21UL, false)]
    [InlineData(0UL, false)]
    public void Decide_FrameThatThePartHadCopied_IsADouble(ulong frame, bool isCopied)
    {
        var command = Late(7)[0];
        command.LeftFrame = frame;
        var late = new LateCommands(Part, [command]);
        late.Remember(OfOld, OfOld, SemanticsVersions.MarksByHost);
        late.Read(Turn(New, 2, ("r", 9, Result)), NoEvents);

        var fate = late.Decide(command, _ => new Dictionary<string, ulong>(StringComparer.Ordinal) { ["r"] = 9 });

        Assert.Equal((isCopied, isCopied ? CommandState.Duplicate : CommandState.Pending), (fate.Input is null, fate.Answer));
    }

    /// <summary>The journal let go of frames that were written since that ownership ended: the command may have come in them.</summary>
    [Theory]
    [InlineData(21UL, 9UL, CommandState.Pending)]
    [InlineData(22UL, 9UL, CommandState.Duplicate)]
    [InlineData(22UL, 6UL, CommandState.Pending)]
    public void Decide_JournalDoesNotReachBack_ANumberBelowTheMarkIsTakenForKnown(ulong firstFrame, ulong mark, CommandState expected)
    {
        var command = Late(7)[0];
        var late = new LateCommands(Part, [command]);
        late.Remember(OfOld, OfOld, SemanticsVersions.MarksByHost);
        late.Begin(firstFrame);

        Assert.Equal(expected, late.Decide(command, _ => new Dictionary<string, ulong>(StringComparer.Ordinal) { ["r"] = mark }).Answer);
    }

    /// <summary>Two machines lost each other, and an arbiter at either gave the part out: what the one side took was never a frame of the other.</summary>
    [Theory]
    [InlineData(21UL, CommandState.Pending)]
    [InlineData(22UL, CommandState.Duplicate)]
    public void Decide_OwnershipThatThePartNeverHad_CountsFromWhereTheyWentApart(ulong firstFrame, CommandState expected)
    {
        var command = Late(7)[0];
        var late = new LateCommands(Part, [command]);
        late.Remember(Never, _ => 20UL, SemanticsVersions.MarksByHost);
        late.Begin(firstFrame);

        Assert.Equal(expected, late.Decide(command, _ => new Dictionary<string, ulong>(StringComparer.Ordinal) { ["r"] = 9 }).Answer);
    }

    [Fact]
    public void Decide_FrameOfAnotherPart_SaysNothing()
    {
        var command = Late(7)[0];
        command.LeftFrame = 20;
        command.OnlyPart = Part.Value + 1;
        command.Question = LateQuestion.CarryOut;
        var late = new LateCommands(Part, [command]);
        late.Remember(_ => 20UL, _ => 20UL, SemanticsVersions.MarksByHost);

        Assert.NotNull(late.Decide(command, _ => new Dictionary<string, ulong>(StringComparer.Ordinal)).Input);
    }

    [Fact]
    public void Decide_CommandWithoutANumber_IsNewEachTime() =>
        Assert.Equal(["r", "r"], Names(Late(0, 0), Turn(New, 2, ("r", 0, Result), ("r", 9, Result))));

    [Fact]
    public void Read_RepetitionThatTheEngineRefused_IsLeftOut()
    {
        var left = new LeftCommands(Part);
        var first = left.Read(1, Turn(Old, 1, ("r", 7, Result), ("other", 3, Result), ("r", 7, Result)), NoEvents).ToList();
        var second = left.Read(2, Turn(Old, 2, ("r", 5, Result), ("r", 8, Result), ("", 0, Result), ("", 0, Result)), NoEvents).ToList();

        Assert.Equal([7UL, 3UL], first.Select(left => left.Sequence));
        Assert.Equal([8UL, 0UL, 0UL], second.Select(left => left.Sequence));
    }

    /// <summary>A receiver that started again sent all that it had kept once more; what the engine knew it from is in frames that the heir has.</summary>
    [Fact]
    public void Read_RepetitionOfWhatCameBeforeTheFirstFrame_IsLeftOut()
    {
        var events = new JournalTurnEvents();
        events.Events.Add(new Event { CommandAnswer = new CommandAnswerEvent { Source = "r", Sequence = 7, Duplicate = true } });
        events.Events.Add(new Event { CommandAnswer = new CommandAnswerEvent { Source = "r", Sequence = 8, Applied = true } });

        var left = Assert.Single(new LeftCommands(Part).Read(136, Turn(Old, 1, ("r", 7, Result), ("r", 8, Result)), () => events));

        Assert.Equal((8UL, 136UL), (left.Sequence, left.LeftFrame));
    }

    /// <summary>Its answers are in the frame behind; the frame that it was in is the first.</summary>
    [Fact]
    public void Read_TurnOverTwoFrames_IsHandedOverWithTheLast()
    {
        var first = Turn(Old, 1, ("r", 7, Result), ("r", 8, Result));
        first.More = true;
        var events = new JournalTurnEvents();
        events.Events.Add(new Event { CommandAnswer = new CommandAnswerEvent { Source = "r", Sequence = 7, Duplicate = true } });
        var commands = new LeftCommands(Part);

        Assert.Empty(commands.Read(20, first, NoEvents));
        var left = Assert.Single(commands.Read(21, new JournalTurnInputs { Epoch = Old.Packed, Continues = true }, () => events));

        Assert.Equal((8UL, 20UL), (left.Sequence, left.LeftFrame));
    }

    /// <summary>One that waited for its host came behind later ones about other hosts, which the engine takes.</summary>
    [Fact]
    public void Read_NumberBelowOneAboutAnotherHost_IsHandedOver() =>
        Assert.Equal([9UL, 7UL], Left(Turn(Old, 1, ("r", 9, "PROCESS_SERVICE_CHECK_RESULT;db;http;2;refused"), ("r", 7, Result))).Select(left => left.Sequence));

    /// <summary>The engine takes a name that tells of a move for the source itself, and would refuse it.</summary>
    [Theory]
    [InlineData(SemanticsVersions.MarksByHost, "r/from-3/left-4294967300")]
    [InlineData(SemanticsVersions.First, "r/from-3")]
    public void Decide_CameBehindAMove_AndTheSourceHasLaterOnesAboutTheHost(uint semantics, string name)
    {
        var command = Late(7)[0];
        command.Source = CommandSources.LeftUnder("r/from-3", Old);
        var late = new LateCommands(Part, [command]);
        late.Remember(Never, Never, semantics);

        Assert.Equal(name, late.Decide(command, _ => new Dictionary<string, ulong>(StringComparer.Ordinal) { ["r"] = 9 }).Input?.Source);
    }

    /// <summary>A sender who had no answer gives later ones, or the very command again, in the same batch.</summary>
    [Theory]
    [InlineData(9UL, "r/left-4294967300")]
    [InlineData(7UL, Double)]
    [InlineData(5UL, "r")]
    public void Decide_UsualOneBeforeItInTheBatch_CountsAsIfTheJournalHadIt(ulong usual, string name)
    {
        Command[] commands = [new() { Source = "r", Sequence = usual, Line = Result }, .. Late(7)];

        Assert.Equal(["r", name], Names(commands));
    }

    [Fact]
    public void Input_AnotherOwnerLeftLaterOnesUnderTheSameName_TakesItInTheNextRound()
    {
        var name = "r/left-" + Old.Packed;

        Assert.Equal([name + "+2"], Names(Late(5), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, (name, 7, Result))));
        Assert.Equal([name + "+3"], Names(Late(5), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, (name, 7, Result), (name + "+2", 6, Result))));
    }

    [Fact]
    public void Decide_TakenInAnotherRoundBefore_IsADouble()
    {
        var name = "r/left-" + Old.Packed;

        Assert.Equal([Double], Names(Late(5), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, (name, 7, Result), (name + "+2", 5, Result))));
    }

    [Fact]
    public void Input_TwoOwnersInOneBatch_TakesEachOnce()
    {
        var name = "r/left-" + Old.Packed;

        // The heir has 9. What the first left goes above it; of what the second left, 12 is below that by then, and 15 is the same.
        Assert.Equal(["r", "r", name, Double], Names(Late(10, 15, 12, 15), Turn(New, 2, ("r", 9, Result))));
    }

    [Fact]
    public void Decide_HostIsInAnotherPart_IsUnknown_UnlessThePartHadTheCommand()
    {
        var unknown = Assert.Single(Fates(Part, Late(5), isHere: false, Turn(New, 2, ("r", 4, Result))));
        var had = Assert.Single(Fates(Part, Late(5), isHere: false, Turn(New, 2, ("r", 5, Result))));

        Assert.Equal((null, CommandState.Unknown), (unknown.Input, unknown.Answer));
        Assert.Equal((null, CommandState.Duplicate), (had.Input, had.Answer));
    }

    [Fact]
    public void Decide_HostWasElsewhereMeanwhile_IsUnknown()
    {
        var configuration = new JournalTurnInputs { Epoch = New.Packed };
        configuration.Inputs.Add(new JournalInput { Configuration = new ConfigurationInput { Awaited = { "web" } } });
        var before = new JournalTurnInputs { Epoch = new Epoch(1, 3).Packed };
        before.Inputs.Add(configuration.Inputs);

        Assert.Equal(CommandState.Unknown, Assert.Single(Fates(Part, Late(5), isHere: true, configuration)).Answer);
        Assert.Equal(["r"], Names(Late(5), before));
    }

    [Fact]
    public void Decide_AnotherPartIsAsked_SaysWhetherItHadTheCommand_AndGivesItToNoEngine()
    {
        var commands = Late(5, 6, 7);
        foreach (var command in commands)
        {
            command.Question = LateQuestion.DidYouHaveIt;
        }

        // Of a former owner of another part it looks at all that it had, whatever epochs are its own.
        var fates = Fates(Other, commands, isHere: false, Turn(new Epoch(0, 1), 2, ("r", 5, Result), (commands[0].Source, 6, Result)));

        Assert.Equal([CommandState.Duplicate, CommandState.Duplicate, CommandState.Unknown], fates.Select(fate => fate.Answer));
        Assert.All(fates, fate => Assert.Null(fate.Input));
    }

    [Fact]
    public void Decide_NoPartHadIt_ThePartOfTheHostTakesItUnderANewName()
    {
        var commands = Late(5, 7);
        foreach (var command in commands)
        {
            command.Question = LateQuestion.CarryOut;
        }

        Assert.Equal([commands[0].Source, "r"], Fates(Other, commands, isHere: true, Turn(new Epoch(0, 1), 2, ("r", 6, Result))).Select(fate => fate.Input?.Source));
    }

    [Fact]
    public void Decide_NoPartHadIt_AndTheHostIsNotHereYet_IsGivenToNoEngine()
    {
        var command = Late(5)[0];
        command.Question = LateQuestion.CarryOut;

        var fate = Assert.Single(Fates(Part, [command], isHere: false));

        Assert.Equal((null, CommandState.Unknown), (fate.Input, fate.Answer));
    }

    [Fact]
    public void Answers_AreInTheOrderOfTheCommands_UnderTheNamesOfTheirSender()
    {
        Command[] commands = [new() { Source = "s", Sequence = 1, Line = Result }, .. Late(5, 6)];
        var fates = Fates(Part, commands, isHere: false, Turn(New, 2, ("r", 6, Result)));

        var answers = fates.Answers(commands, [new CommandAnswer { Source = "s", Sequence = 1, State = CommandState.Applied }], Part).ToList();

        Assert.Equal([CommandState.Applied, CommandState.Unknown, CommandState.Duplicate], answers.Select(answer => answer.State));
        Assert.Equal(commands.Select(command => (command.Source, command.Sequence)), answers.Select(answer => (answer.Source, answer.Sequence)));
        Assert.Single(fates.Inputs());
    }

    private static IEnumerable<Command> Left(JournalTurnInputs turn) => new LeftCommands(Part).Read(1, turn, NoEvents);

    private static Command[] Late(params ulong[] numbers) =>
        [.. numbers.Select(number => new Command { Source = CommandSources.LeftUnder("r", Old), Sequence = number, Line = Result, OnlyPart = Part.Value })];

    private static string[] Names(Command[] commands, params JournalTurnInputs[] journal) =>
        [.. Fates(Part, commands, isHere: true, journal).Select(NameOf)];

    private static string NameOf(LateFate fate) => fate.Input?.Source ?? (fate.Answer == CommandState.Duplicate ? Double : "nobody");

    private static List<LateFate> Fates(PartId part, Command[] commands, bool isHere, params JournalTurnInputs[] journal)
    {
        var late = new LateCommands(part, commands);
        var marks = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var turn in journal)
        {
            late.Read(turn, NoEvents);
            foreach (var had in turn.Inputs.Where(input => input.Command is not null).Select(input => input.Command))
            {
                marks[had.Source] = Math.Max(had.Sequence, marks.GetValueOrDefault(had.Source));
            }
        }

        return [.. commands.Select(command => late.Decide(command, isHere ? _ => marks : Nowhere))];
    }

    private static JournalTurnEvents NoEvents() => new();

    private static ulong Never(Epoch epoch) => 0;

    private static ulong OfOld(Epoch epoch) => epoch == Old ? 20UL : 0;

    private static IReadOnlyDictionary<string, ulong>? Nowhere(string host) => null;

    private static JournalTurnInputs Turn(Epoch epoch, long utcMilliseconds, params (string Source, ulong Sequence, string Line)[] commands)
    {
        var turn = new JournalTurnInputs { Epoch = epoch.Packed, UtcMs = utcMilliseconds };
        turn.Inputs.AddRange(commands.Select(command => new JournalInput
        {
            Command = new CommandInput { Source = command.Source, Sequence = command.Sequence, Line = command.Line },
        }));
        return turn;
    }
}
