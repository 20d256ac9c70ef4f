using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>A command that a replaced owner of part 1 hands over, about host <c>a</c>. Parts 1 to 3 exist.</summary>
public sealed class CommandLedgerLateTests
{
    private static readonly CommandOrigin Former = new(DaemonRole.Scheduler, "former");

    private readonly CommandLedger _ledger = new();

    public CommandLedgerLateTests()
    {
        Place(home: 2);
        _ledger.Take(
            1,
            Former,
            [new Command { Source = "receiver-r/left-7", Sequence = 5, Line = "DISABLE_HOST_CHECK;a", OnlyPart = 1 }],
            nowMs: 0,
            next: 0);
    }

    [Fact]
    public void Take_HostIsElsewhere_EveryPartIsAskedBeforeThatOfTheHostCarriesItOut()
    {
        Assert.Equal([(1, LateQuestion.CarryOutIfSure), (3, LateQuestion.DidYouHaveIt), (2, LateQuestion.CarryOut)], AskUntil(CommandState.Applied, by: 2));
        Assert.Equal("receiver-r/left-7", Assert.Single(_ledger.TakeAnswers(Former, 10)).Source);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void Take_APartHadIt_NobodyElseIsAsked(int part, int asked)
    {
        Assert.Equal(asked, AskUntil(CommandState.Duplicate, part).Count);
        Assert.Equal(CommandState.Duplicate, Assert.Single(_ledger.TakeAnswers(Former, 10)).State);
        Assert.True(_ledger.TakeFreed());
    }

    [Fact]
    public void Reroute_HostMovesOnAfterItsPartWasTold_ThatPartIsAskedWhetherItCarriedItOut()
    {
        AskUntil(CommandState.Pending, by: 2);
        _ledger.Failed(new PartId(2), nowMs: 0);

        Place(home: 3);

        Assert.Equal([(2, LateQuestion.DidYouHaveIt), (3, LateQuestion.CarryOut)], AskUntil(CommandState.Applied, by: 3));
    }

    [Fact]
    public void Take_HostIsBackInItsPart_ThatOneCarriesItOutWhenTheOthersHaveNotHadIt()
    {
        Place(home: 1);

        Assert.Equal(
            [(1, LateQuestion.CarryOutIfSure), (2, LateQuestion.DidYouHaveIt), (3, LateQuestion.DidYouHaveIt), (1, LateQuestion.CarryOut)],
            AskUntil(CommandState.Applied, by: 1, question: LateQuestion.CarryOut));
    }

    [Fact]
    public void Reroute_PartOfTheFormerOwnerIsGone_TheOthersAreAsked()
    {
        _ledger.Reroute(new RoutingTable(Plan(("a", 2), ("c", 3)), PendingMoves.None));

        Assert.Equal([(3, LateQuestion.DidYouHaveIt), (2, LateQuestion.CarryOut)], AskUntil(CommandState.Applied, by: 2));
    }

    /// <summary>It does not run the configuration yet that gives it the host, and an engine under the first rules would take the number for known from then on (seed 9751).</summary>
    [Theory]
    [InlineData(CommandState.Unknown, false)]
    [InlineData(CommandState.Refused, true)]
    public void Answered_PartOfTheHostHasItNotYet_IsToldAgainALittleLater(CommandState state, bool isElsewhere)
    {
        AskUntil(CommandState.Pending, by: 2);
        var part = new PartId(2);

        _ledger.Answered(part, "s2", [new CommandAnswer { Source = "receiver-r/left-7", Sequence = 5, State = state, Elsewhere = isElsewhere }], nowMs: 1_000);

        var queue = _ledger.Queues.Single(queue => queue.Value.Count > 0);
        Assert.Equal(part, queue.Key);
        Assert.Null(queue.Value.TryNext(1_100, static _ => false));
        Assert.Equal(LateQuestion.CarryOut, Assert.Single(queue.Value.TryNext(2_000, static _ => false)!).Question);
        Assert.Empty(_ledger.TakeAnswers(Former, 10));
    }

    // Says "unknown" for every part until one is asked, and that question comes, if one is named; gives that one's answer, where it has any.
    private List<(int Part, LateQuestion Question)> AskUntil(CommandState state, int by, LateQuestion? question = null)
    {
        var asked = new List<(int, LateQuestion)>();
        while (true)
        {
            var (part, queue) = _ledger.Queues.Single(queue => queue.Value.Count > 0);
            var command = Assert.Single(queue.TryNext(long.MaxValue / 2, static _ => false)!);
            asked.Add((part.Value, command.Question));
            var isLast = part.Value == by && (question is null || command.Question == question);
            if (isLast && state == CommandState.Pending)
            {
                return asked;
            }

            var answer = new CommandAnswer { Source = command.Source, Sequence = command.Sequence, State = isLast ? state : CommandState.Unknown };
            _ledger.Answered(part, $"s{part}", [answer], nowMs: 0);
            if (isLast)
            {
                return asked;
            }
        }
    }

    private void Place(int home) => _ledger.Reroute(new RoutingTable(Plan(("a", home), ("x", 1), ("y", 2), ("z", 3)), PendingMoves.None));

    private static PlacementPlan Plan(params (string Host, int Part)[] hosts) => new(
        [.. hosts.GroupBy(host => host.Part).OrderBy(part => part.Key).Select(part =>
            new PartPlan(new PartId(part.Key), "All", "s", part.Select(host => host.Host).ToImmutableArray(), 0, 1))],
        10);
}
