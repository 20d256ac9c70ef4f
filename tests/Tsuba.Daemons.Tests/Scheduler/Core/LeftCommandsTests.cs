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
        var left = Assert.Single(LeftCommands.Of(Part, Turn(Old, 1_700_000_000_123, ("r", 7, Result))));

        Assert.Equal(($"[1700000000] {Result}", "r/left-" + Old.Packed, 7UL, 0), (left.Line, left.Source, left.Sequence, left.OnlyPart));
    }

    [Fact]
    public void Of_LineWithATime_KeepsIt() =>
        Assert.Equal("[1600000000] " + Result, Assert.Single(LeftCommands.Of(Part, Turn(Old, 1, ("r", 7, "[1600000000] " + Result)))).Line);

    [Fact]
    public void Of_CommandForAllParts_IsForThisOneOnly() =>
        Assert.Equal(Part.Value, Assert.Single(LeftCommands.Of(Part, Turn(Old, 1, ("r/global", 7, "DISABLE_NOTIFICATIONS")))).OnlyPart);

    [Fact]
    public void Of_FrameThatGoesOnWithATurn_HasNone()
    {
        var turn = Turn(Old, 1, ("r", 7, Result));
        turn.Continues = true;

        Assert.Empty(LeftCommands.Of(Part, turn));
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
