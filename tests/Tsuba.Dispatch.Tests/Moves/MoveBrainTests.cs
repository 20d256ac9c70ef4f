using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Tests.Moves;

public sealed class MoveBrainTests
{
    private static readonly PartId One = new(1);
    private static readonly PartId Two = new(2);

    private readonly MoveBrain _brain = new();
    private readonly HashSet<PartId> _served = [One, Two];
    private readonly HashSet<PartId> _current = [];
    private readonly HashSet<PartId> _drained = [One, Two];
    private long _ms;

    public MoveBrainTests()
    {
        _brain.Begin(new PendingMoves(7, [new HostMove("h1", One, Two), new HostMove("h2", One, Two)]), Now);
    }

    private EngineTime Now => new(1_700_000_000_000 + _ms, _ms);

    private MoveView View => new(_served.Contains, _current.Contains, _drained.Contains);

    /// <summary>The state of a host on its way is where it was: it goes from there to where it is wanted now, or comes back there.</summary>
    [Theory]
    [InlineData(1, false, new[] { 1, 1 })]
    [InlineData(2, false, new[] { 1, 2 })]
    [InlineData(3, false, new[] { 1, 3 })]
    [InlineData(1, true, new[] { 2, 1 })]
    [InlineData(2, true, new[] { 1, 2 })]
    public void Between_HostHasNotArrived_GoesFromWhereItsStateIs(int wanted, bool mayHaveArrived, int[] expected)
    {
        var pending = new PendingMoves(7, [new HostMove("b", One, Two)]);
        string[] With(int part, string host) => part == wanted ? [host, "b"] : [host];

        var moves = pending.Between(Plan((1, ["a"]), (2, ["b", "c"]), (3, ["d"])), Plan((1, With(1, "a")), (2, With(2, "c")), (3, With(3, "d"))), mayHaveArrived);

        Assert.Equal(expected, moves.SelectMany(move => new[] { move.From.Value, move.To.Value }));
    }

    [Fact]
    public void Between_HostsOfBothPlacements_AreMovesOrNot()
    {
        var before = Plan((1, ["a", "b", "gone"]), (2, ["c"]));
        var after = Plan((1, ["a", "new"]), (2, ["b", "c"]));

        Assert.Equal(new HostMove("b", One, Two), Assert.Single(PendingMoves.None.Between(before, after)));
    }

    [Fact]
    public void Begin_HostComesBackWhereItsStateIs_IsNeitherGivenUpNorAwaited_AndArrivesWithTheConfiguration()
    {
        _brain.Begin(new PendingMoves(7, [new HostMove("h1", One, One)]), Now);

        Assert.Empty(_brain.LeavingFrom(One));
        Assert.Empty(_brain.AwaitedBy(One));
        Assert.Empty(_brain.Step(View, Now));
        Assert.True(_brain.IsInvolved(One));
        _current.Add(One);
        _brain.Completed(Assert.Single(_brain.Step(View, Now)), accepted: true, Now);
        _brain.Completed(Assert.Single(_brain.Step(View, Now)), accepted: true, Now);
        Assert.True(_brain.IsDone);
    }

    [Fact]
    public void Open_AfterHostsHaveArrived_HasTheOthersOnly()
    {
        var three = new PartId(3);
        _brain.Begin(new PendingMoves(7, [new HostMove("h1", One, Two), new HostMove("h2", One, three)]), Now);
        _current.UnionWith([One, Two]);

        _brain.Completed(Assert.Single(_brain.Step(View, Now)), accepted: true, Now);

        Assert.Equal(new HostMove("h2", One, three), Assert.Single(_brain.Open.Moves));
        Assert.Equal(2, _brain.Pending.Moves.Length);
    }

    [Fact]
    public void HeldBack_UntilEarlierCommandsAreAnswered()
    {
        _drained.Remove(Two);
        Assert.Equal([Two], _brain.HeldBack(View, Now));
        _drained.Clear();
        Assert.Equal([One, Two], _brain.HeldBack(View, Now).Order());
        _drained.UnionWith([One, Two]);
        Assert.Empty(_brain.HeldBack(View, Now));
    }

    [Fact]
    public void HeldBack_TakerIsNotServed_TheGiverKeepsItsHosts()
    {
        _served.Remove(Two);

        Assert.Equal([One], _brain.HeldBack(View, Now));
    }

    [Fact]
    public void HeldBack_ForTooLong_GoesOn()
    {
        _drained.Clear();
        _ms = (long)MoveBrain.Patience.TotalMilliseconds;

        Assert.Empty(_brain.HeldBack(View, Now));
    }

    [Fact]
    public void Step_BothRunTheConfiguration_CarriesThenReleasesAndIsDone()
    {
        _current.Add(Two);
        Assert.Empty(_brain.Step(View, Now));
        _current.Add(One);

        var carry = Assert.IsType<CarryHosts>(Assert.Single(_brain.Step(View, Now)));
        Assert.Equal((One, Two, true), (carry.From, carry.To, carry.WithState));
        Assert.Equal(["h1", "h2"], carry.Hosts.ToArray());
        Assert.Empty(_brain.Step(View, Now));
        _brain.Completed(carry, accepted: true, Now);
        Assert.False(_brain.IsDone);

        var release = Assert.IsType<ReleaseHosts>(Assert.Single(_brain.Step(View, Now)));
        _brain.Completed(release, accepted: false, Now);
        Assert.True(_brain.IsDone);
        Assert.Empty(_brain.Step(View, Now));
    }

    [Fact]
    public void Step_CarryFails_IsTriedAgain()
    {
        _current.UnionWith([One, Two]);
        var carry = Assert.Single(_brain.Step(View, Now));
        _brain.Completed(carry, accepted: false, Now);
        Assert.Empty(_brain.Step(View, Now));

        _ms += 1000;

        Assert.Equal(carry, Assert.Single(_brain.Step(View, Now)), Same);
    }

    [Fact]
    public void Step_GiverStaysUnserved_TheHostsBeginAnewAtTheTaker()
    {
        _current.Add(Two);
        _ms = (long)MoveBrain.Patience.TotalMilliseconds - 1;
        Assert.Empty(_brain.Step(View, Now));
        _ms++;

        Assert.False(Assert.IsType<CarryHosts>(Assert.Single(_brain.Step(View, Now))).WithState);
    }

    [Fact]
    public void Lists_NameWhatLeavesAndWhatIsAwaited()
    {
        Assert.Equal(["h1", "h2"], _brain.LeavingFrom(One).ToArray());
        Assert.Equal(["h1", "h2"], _brain.AwaitedBy(Two).ToArray());
        Assert.Empty(_brain.LeavingFrom(Two));
        Assert.True(_brain.IsInvolved(One) && _brain.IsInvolved(Two) && !_brain.IsInvolved(new PartId(3)));
    }

    private static bool Same(MoveAction left, MoveAction right) =>
        left is CarryHosts one && right is CarryHosts other && one with { Hosts = [] } == other with { Hosts = [] } && one.Hosts.SequenceEqual(other.Hosts);

    private static PlacementPlan Plan(params (int Part, string[] Hosts)[] parts) => new(
        [.. parts.Select(part => new PartPlan(new PartId(part.Part), "All", "s", [.. part.Hosts], 0, 1))], 9);
}
