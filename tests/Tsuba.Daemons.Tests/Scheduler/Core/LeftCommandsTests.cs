using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

/// <summary>What a replaced owner hands over, and how its heir takes it.</summary>
public sealed class LeftCommandsTests
{
    private const string Result = "PROCESS_SERVICE_CHECK_RESULT;web;http;2;refused";
    private static readonly PartId Part = new(3);
    private static readonly Epoch Old = new(1, 4);
    private static readonly Epoch New = new(1, 5);

    [Fact]
    public void Of_PassiveResultWithoutATime_GetsThatOfItsFrame()
    {
        var left = Assert.Single(Left(Turn(Old, 1_700_000_000_123, ("r", 7, Result))));

        Assert.Equal(($"[1700000000] {Result}", "r/left-" + Old.Packed, 7UL, 0), (left.Line, left.Source, left.Sequence, left.OnlyPart));
    }

    [Fact]
    public void Of_LineWithATime_KeepsIt() =>
        Assert.Equal("[1600000000] " + Result, Assert.Single(Left(Turn(Old, 1, ("r", 7, "[1600000000] " + Result)))).Line);

    [Fact]
    public void Of_CommandForAllParts_IsForThisOneOnly() =>
        Assert.Equal(Part.Value, Assert.Single(Left(Turn(Old, 1, ("r/global", 7, "DISABLE_NOTIFICATIONS")))).OnlyPart);

    [Fact]
    public void Of_FrameThatGoesOnWithATurn_HasNone()
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
    public void Input_HeirHasTheVeryCommand_GoesUnderItsOwnName_SoTheEngineRefusesIt() =>
        Assert.Equal(["r"], Names(Late(7), Turn(Old, 1, ("r", 7, Result)), Turn(New, 2, ("r", 9, Result))));

    [Fact]
    public void Input_HeirHasLaterOnesOfTheSource_TakesItUnderTheOtherName() =>
        Assert.Equal(["r/left-" + Old.Packed], Names(Late(7), Turn(New, 2, ("r", 9, Result))));

    [Fact]
    public void Input_NumbersOfOtherSourcesAndOfEarlierOwnerships_DoNotCount() =>
        Assert.Equal(["r"], Names(Late(7), Turn(New, 2, ("other", 9, Result)), Turn(new Epoch(1, 3), 2, ("r", 9, Result))));

    [Fact]
    public void Input_UsualCommand_IsLeftAsItIs()
    {
        var command = new Command { Source = "r", Sequence = 3, Line = Result };
        var late = new LateCommands([command]);

        Assert.False(late.HasAny);
        Assert.Equal(("r", 3UL), (late.Input(command).Source, late.Input(command).Sequence));
    }

    [Fact]
    public void Of_RepetitionThatTheEngineRefused_IsLeftOut()
    {
        var highest = new Dictionary<string, ulong>(StringComparer.Ordinal);
        var first = LeftCommands.Of(Part, Turn(Old, 1, ("r", 7, Result), ("other", 3, Result), ("r", 7, Result)), highest).ToList();
        var second = LeftCommands.Of(Part, Turn(Old, 2, ("r", 5, Result), ("r", 8, Result), ("", 0, Result), ("", 0, Result)), highest).ToList();

        Assert.Equal([7UL, 3UL], first.Select(left => left.Sequence));
        Assert.Equal([8UL, 0UL, 0UL], second.Select(left => left.Sequence));
    }

    [Fact]
    public void Input_AnotherOwnerLeftLaterOnesUnderTheSameName_TakesItInTheNextRound()
    {
        var name = "r/left-" + Old.Packed;

        Assert.Equal([name + "+2"], Names(Late(5), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, (name, 7, Result))));
        Assert.Equal([name + "+3"], Names(Late(5), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, (name, 7, Result), (name + "+2", 6, Result))));
    }

    [Fact]
    public void Input_TakenInAnotherRoundBefore_GoesUnderThatName_SoTheEngineRefusesIt()
    {
        var name = "r/left-" + Old.Packed;

        Assert.Equal([name + "+2"], Names(Late(5), Turn(New, 2, ("r", 9, Result)), Turn(New, 3, (name, 7, Result), (name + "+2", 5, Result))));
    }

    [Fact]
    public void Input_TwoOwnersInOneBatch_TakesEachOnce()
    {
        var name = "r/left-" + Old.Packed;

        // The heir has 9. What the first left goes above it; of what the second left, 12 is below that by then, and 15 is the same.
        Assert.Equal(["r", "r", name, "r"], Names(Late(10, 15, 12, 15), Turn(New, 2, ("r", 9, Result))));
    }

    private static IEnumerable<Command> Left(JournalTurnInputs turn) => LeftCommands.Of(Part, turn, new Dictionary<string, ulong>(StringComparer.Ordinal));

    private static Command[] Late(params ulong[] numbers) =>
        [.. numbers.Select(number => new Command { Source = CommandSources.LeftUnder("r", Old), Sequence = number, Line = Result })];

    private static string[] Names(Command[] commands, params JournalTurnInputs[] journal)
    {
        var late = new LateCommands(commands);
        foreach (var turn in journal)
        {
            late.Read(turn);
        }

        return [.. commands.Select(command => late.Input(command).Source)];
    }

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
