using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class CommandLedgerTests
{
    private static readonly CommandOrigin Receiver = new(DaemonRole.Receiver, "r");
    private static readonly PartId One = new(1);
    private static readonly PartId Two = new(2);

    private readonly CommandLedger _ledger = new();

    public CommandLedgerTests()
    {
        _ledger.Reroute(Table(("a", 1), ("b", 2)));
    }

    [Fact]
    public void Take_GlobalCommand_IsAnsweredOnceWhenEveryPartHas()
    {
        Take(1, "DISABLE_NOTIFICATIONS");
        Assert.Equal(1, Next(One));
        Assert.Equal(1, Next(Two));

        Answer(One, (1, CommandState.Applied, "one"));
        Assert.Empty(_ledger.TakeAnswers(Receiver, 10));
        Answer(Two, (1, CommandState.Refused, "two cannot"));

        var answer = Assert.Single(_ledger.TakeAnswers(Receiver, 10));
        Assert.Equal((CommandState.Refused, "two cannot"), (answer.State, answer.Text));
        Assert.Equal(
            [("s1", CommandState.Applied, "one"), ("s2", CommandState.Refused, "two cannot")],
            answer.Parts.Select(part => (part.Scheduler, part.State, part.Text)));
    }

    [Fact]
    public void Expire_CommandHeldTooLong_IsAnsweredAndAYoungerOneStays()
    {
        Take(1, taken: 1000, "DISABLE_HOST_CHECK;a");
        Take(2, taken: 5000, "DISABLE_HOST_CHECK;a");

        _ledger.Expire(takenBeforeMs: 2000);

        var answer = Assert.Single(_ledger.TakeAnswers(Receiver, 10));
        Assert.Equal((1ul, CommandState.Expired, "part 1 had no owner for too long"), (answer.Sequence, answer.State, answer.Text));
        Assert.Equal(1, Next(One));
        Assert.True(_ledger.TakeFreed());
    }

    [Fact]
    public void Expire_CommandWasGivenToAnOwner_SaysThatItMayHaveBeenApplied()
    {
        Take(1, taken: 1000, "DISABLE_HOST_CHECK;a");
        Next(One);
        _ledger.Expire(takenBeforeMs: 2000);
        Assert.Empty(_ledger.TakeAnswers(Receiver, 10));
        _ledger.Failed(One, nowMs: 0);

        _ledger.Expire(takenBeforeMs: 2000);

        Assert.Contains("may have applied", Assert.Single(_ledger.TakeAnswers(Receiver, 10)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Expire_GlobalCommandOfWhichOnePartHasNoOwner_IsExpiredAndTellsWhoAppliedIt()
    {
        Take(1, taken: 1000, "DISABLE_NOTIFICATIONS");
        Next(One);
        Answer(One, (1, CommandState.Applied, ""));

        _ledger.Expire(takenBeforeMs: 2000);

        var answer = Assert.Single(_ledger.TakeAnswers(Receiver, 10));
        Assert.Equal(CommandState.Expired, answer.State);
        Assert.Equal([CommandState.Applied, CommandState.Expired], answer.Parts.Select(part => part.State));
    }

    [Fact]
    public void Take_PassiveResultsOfOneHost_KeepTheirOrderOverFailures()
    {
        Take(1, "PROCESS_HOST_CHECK_RESULT;a;0;first", "PROCESS_HOST_CHECK_RESULT;a;1;second");
        var queue = Queue(One);
        Assert.NotNull(queue.TryNext(0, Nothing));
        Take(2, "PROCESS_HOST_CHECK_RESULT;a;2;third");
        Assert.Null(queue.TryNext(0, Nothing));

        _ledger.Failed(One, nowMs: 0);
        Assert.Null(queue.TryNext(0, Nothing));

        Assert.Equal(["first", "second", "third"], queue.TryNext(1000, Nothing)!.Select(command => command.Line.Split(';')[^1]));
    }

    [Fact]
    public void Acknowledgeable_LaterRecordAnsweredFirst_WaitsForTheEarlier()
    {
        Take(7, "DISABLE_HOST_CHECK;a");
        Take(8, "DISABLE_HOST_CHECK;b");
        Next(One);
        Next(Two);

        Answer(Two, (8, CommandState.Applied, ""));
        Assert.Equal(6ul, _ledger.Acknowledgeable);
        Answer(One, (7, CommandState.Applied, ""));

        Assert.True(_ledger.TakeFreed());
        Assert.Equal(8ul, _ledger.Acknowledgeable);
    }

    [Fact]
    public void Reroute_HostMovedOrGone_FollowsTheHostOrRefuses()
    {
        Take(1, "DISABLE_HOST_CHECK;a");
        Take(2, "DISABLE_HOST_CHECK;b");

        _ledger.Reroute(Table(("a", 2)));

        // Part 2 may have younger commands of the receiver, and would take the number for one that it knows.
        var moved = Assert.Single(Queue(Two).TryNext(0, Nothing)!);
        Assert.Equal(("DISABLE_HOST_CHECK;a", "receiver-r/from-1", 1ul), (moved.Line, moved.Source, moved.Sequence));
        var answer = Assert.Single(_ledger.TakeAnswers(Receiver, 10));
        Assert.Equal((2ul, CommandState.Refused), (answer.Sequence, answer.State));
    }

    [Fact]
    public void Failed_PartGoneMeanwhile_GoesToTheNewPart()
    {
        Take(1, "DISABLE_HOST_CHECK;a");
        Next(One);
        _ledger.Reroute(Table(("a", 3)));

        _ledger.Failed(One, nowMs: 0);

        Assert.Single(Queue(new PartId(3)).TryNext(0, Nothing)!);
    }

    [Fact]
    public void Take_EmptyRecord_IsFreedAtOnce()
    {
        Take(3);

        Assert.True(_ledger.TakeFreed());
        Assert.Equal(3ul, _ledger.Acknowledgeable);
    }

    [Theory]
    [InlineData("DISABLE_HOST_CHECK;nobody", "not in the configuration")]
    [InlineData("PROCESS_SERVICE_CHECK_RESULT;nobody;web;0;OK", "not in the configuration")]
    [InlineData("NO_SUCH_COMMAND", "unknown command")]
    [InlineData("SHUTDOWN_PROGRAM", "service manager")]
    [InlineData("\u0001\u0002", "")]
    public void Take_WhatNobodyCanApply_IsRefusedWithAReason(string line, string reason)
    {
        Take(1, line);

        var answer = Assert.Single(_ledger.TakeAnswers(Receiver, 10));
        Assert.Equal(CommandState.Refused, answer.State);
        Assert.Contains(reason, answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Text);
    }

    [Fact]
    public void Take_HostThatMoves_EarlierRecordsGoToTheGiverLaterOnesToTheTaker()
    {
        Take(1, "DISABLE_HOST_CHECK;a");
        _ledger.Reroute(new RoutingTable(Plan(("a", 2), ("b", 2), ("c", 1)), new PendingMoves(1, [new HostMove("a", One, Two)])));
        Take(2, "ENABLE_HOST_CHECK;a");
        Take(3, "ENABLE_HOST_CHECK;b");

        Assert.False(_ledger.IsDrained(One, 1));
        Assert.True(_ledger.IsDrained(Two, 1));
        Assert.Equal(1, Next(One));
        Answer(One, (1, CommandState.Applied, ""));
        Assert.True(_ledger.IsDrained(One, 1));

        // What is behind a held command waits too: a source's numbers must not overtake each other.
        Assert.Null(Queue(Two).TryNext(0, _ledger.IsMoving));
        _ledger.Reroute(new RoutingTable(Plan(("a", 2), ("b", 2), ("c", 1)), PendingMoves.None));
        Assert.Equal(["ENABLE_HOST_CHECK;a", "ENABLE_HOST_CHECK;b"], Queue(Two).TryNext(0, _ledger.IsMoving)!.Select(command => command.Line));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reroute_HostMovedWhileACommandIsOut_LaterOnesWaitForIt_AndItComesFirst(bool isAnswered)
    {
        Take(1, "DISABLE_HOST_CHECK;a");
        Next(One);
        _ledger.Reroute(Table(("a", 2), ("b", 2), ("c", 1)));
        Take(2, "ENABLE_HOST_CHECK;a");
        Assert.Null(Queue(Two).TryNext(0, _ledger.IsOvertaking));

        if (isAnswered)
        {
            AnswerElsewhere(One, 1);
        }
        else
        {
            _ledger.Failed(One, nowMs: 0);
        }

        Assert.Equal(
            [("receiver-r/from-1", "DISABLE_HOST_CHECK;a"), ("receiver-r", "ENABLE_HOST_CHECK;a")],
            Queue(Two).TryNext(0, _ledger.IsOvertaking)!.Select(command => (command.Source, command.Line)));
        Assert.Empty(_ledger.TakeAnswers(Receiver, 10));
    }

    [Fact]
    public void Answered_PartGaveTheHostUpBeforeItWasToldTo_GoesToTheTakerWhenItHasArrived()
    {
        var moving = new RoutingTable(Plan(("a", 2), ("b", 2), ("c", 1)), new PendingMoves(1, [new HostMove("a", One, Two)]));
        _ledger.Reroute(moving);
        Take(1, "DISABLE_HOST_CHECK;a");
        Next(One);

        AnswerElsewhere(One, 1);

        Assert.True(_ledger.IsDrained(One, 1));
        Assert.True(_ledger.IsDrained(Two, 1));
        Assert.Null(Queue(Two).TryNext(0, pending => pending.RoutedAs > 1 && _ledger.IsMoving(pending)));
    }

    [Fact]
    public void Answered_NobodyHasTheHost_IsRefused()
    {
        Take(1, "DISABLE_HOST_CHECK;a");
        Next(One);

        AnswerElsewhere(One, 1);

        var answer = Assert.Single(_ledger.TakeAnswers(Receiver, 10));
        Assert.Equal((CommandState.Refused, "not here"), (answer.State, answer.Text));
    }

    private static RoutingTable Table(params (string Host, int Part)[] hosts) => new(Plan(hosts), PendingMoves.None);

    private static PlacementPlan Plan(params (string Host, int Part)[] hosts) => new(
        [.. hosts.GroupBy(host => host.Part).OrderBy(part => part.Key).Select(part =>
            new PartPlan(new PartId(part.Key), "All", "s", part.Select(host => host.Host).ToImmutableArray(), 0, 1))],
        10);

    private static bool Nothing(PendingCommand pending) => false;

    private void Take(ulong record, params string[] lines) => Take(record, taken: 0, lines);

    private void Take(ulong record, long taken, params string[] lines) => _ledger.Take(
        record,
        Receiver,
        [.. lines.Select((line, index) => new Command { Source = "receiver-r", Sequence = record + ((ulong)index * 100), Line = line })],
        nowMs: taken,
        next: 0);

    private int Next(PartId part) => Queue(part).TryNext(0, Nothing)!.Count;

    private PartQueue Queue(PartId part) => _ledger.Queues.Single(queue => queue.Key == part).Value;

    private void AnswerElsewhere(PartId part, ulong sequence) => _ledger.Answered(
        part,
        $"s{part}",
        [new CommandAnswer { Source = "receiver-r", Sequence = sequence, State = CommandState.Refused, Text = "not here", Elsewhere = true }],
        nowMs: 0);

    private void Answer(PartId part, params (ulong Sequence, CommandState State, string Text)[] answers) => _ledger.Answered(
        part,
        $"s{part}",
        [.. answers.Select(answer => new CommandAnswer { Source = "receiver-r", Sequence = answer.Sequence, State = answer.State, Text = answer.Text })],
        nowMs: 0);
}
