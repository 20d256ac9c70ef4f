using Tsuba.Engine;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

/// <summary>Which commands of a journal had an engine that took them.</summary>
public sealed class TakenCommandsTests
{
    private static readonly CommandAnswerEvent Applied = new() { Applied = true };
    private static readonly CommandAnswerEvent Refused = new();
    private static readonly CommandAnswerEvent Duplicate = new() { Duplicate = true };
    private static readonly CommandAnswerEvent Elsewhere = new() { Elsewhere = true };

    private readonly TakenCommands _taken = new(source => source != "other") { Semantics = SemanticsVersions.MarksByHost };

    [Fact]
    public void Read_AboutAHostThatWasElsewhere_WasNotTaken_AndIsWhenItComesAgain() =>
        Assert.Equal([("r", 5UL)], Read([("r", 7, Elsewhere), ("r", 5, Applied)]));

    [Fact]
    public void Read_RefusedForAnotherReason_WasTaken() => Assert.Equal([("r", 5UL)], Read([("r", 5, Refused)]));

    [Fact]
    public void Read_SameCommandTwiceInATurn_WasTakenOnce() => Assert.Equal([("r", 5UL)], Read([("r", 5, Applied), ("r", 5, Duplicate)]));

    [Fact]
    public void Read_LowerThanOneBeforeAndAppliedAllTheSame_WasTaken() => Assert.Equal([("r", 7UL), ("r", 5UL)], Read([("r", 7, Applied), ("r", 5, Applied)]));

    [Fact]
    public void Read_AnswersOfAnOlderProgram_TheOrderOfNumbersCounts_WithoutTheWay() =>
        Assert.Equal([("r", 7UL), ("r", 9UL)], Read([("r", 7, Refused), ("r/from-3", 5, Refused), ("r", 9, Refused), ("other", 11, Refused)]));

    [Fact]
    public void Read_TurnOverTwoFrames_IsJudgedWithTheAnswersOfBoth()
    {
        var first = Turn([("r", 5, Applied), ("r", 6, Elsewhere)]);
        first.More = true;
        Assert.Empty(_taken.Read(first, () => Events([("r", 5, Applied)])));

        var second = _taken.Read(new JournalTurnInputs { Continues = true }, () => Events([("r", 6, Elsewhere)]));

        Assert.Equal([5UL], second.Select(command => command.Sequence));
    }

    [Fact]
    public void Read_TurnWithoutSuchCommands_DoesNotReadItsEvents() =>
        Assert.Empty(_taken.Read(Turn([("other", 5, Applied)]), () => throw new InvalidOperationException("nobody needs them")));

    private List<(string, ulong)> Read((string Source, ulong Sequence, CommandAnswerEvent Answer)[] commands) =>
        [.. _taken.Read(Turn(commands), () => Events(commands)).Select(command => (command.Source, command.Sequence))];

    private static JournalTurnInputs Turn((string Source, ulong Sequence, CommandAnswerEvent Answer)[] commands)
    {
        var turn = new JournalTurnInputs();
        turn.Inputs.AddRange(commands.Select(command => new JournalInput
        {
            Command = new CommandInput { Source = command.Source, Sequence = command.Sequence, Line = "DISABLE_SVC_CHECK;web;http" },
        }));
        return turn;
    }

    private static JournalTurnEvents Events((string Source, ulong Sequence, CommandAnswerEvent Answer)[] commands)
    {
        var events = new JournalTurnEvents();
        events.Events.AddRange(commands.Select(command => new Event
        {
            CommandAnswer = new CommandAnswerEvent(command.Answer) { Source = command.Source, Sequence = command.Sequence },
        }));
        return events;
    }
}
