using Tsuba.Dispatch.Rebalancing;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Rebalancing;

public sealed class RebalancerTests
{
    [Fact]
    public void Plan_OneCarriesAll_GivesHalfOfTheCostNotHalfOfTheParts()
    {
        var plan = Plan([Part(1, "a", 6), Part(2, "a", 2), Part(3, "a", 2), Part(4, "a", 2)], [Scheduler("a"), Scheduler("b")]);

        Assert.Equal((1, "a", "b"), (Assert.Single(plan.Moves).Part.Value, plan.Moves[0].From, plan.Moves[0].To));
        Assert.All(plan.Loads, load => Assert.Equal((6, 6), (load.After, load.Target)));
    }

    [Fact]
    public void Plan_EveryoneWithinATenth_MovesNothing() =>
        Assert.Empty(Plan([Part(1, "a", 50), Part(2, "a", 4), Part(3, "b", 46)], [Scheduler("a"), Scheduler("b")]).Moves);

    [Fact]
    public void Plan_APartThatIsTooLarge_StaysRatherThanMovingTheTrouble() =>
        Assert.Empty(Plan([Part(1, "a", 10)], [Scheduler("a"), Scheduler("b")]).Moves);

    [Fact]
    public void Plan_Weights_AreShares()
    {
        var plan = Plan([.. Enumerable.Range(1, 8).Select(part => Part(part, "a", 1))], [Scheduler("a"), Scheduler("b", weight: 3)]);

        Assert.Equal([2, 6], plan.Loads.Select(load => load.After));
    }

    [Fact]
    public void Plan_Spare_GivesWhatItHasAndTakesNothing()
    {
        var plan = Plan([Part(1, "spare", 1), Part(2, "spare", 1), Part(3, "a", 2)], [Scheduler("a"), Scheduler("b"), Scheduler("spare", weight: 0)]);

        Assert.Equal([0.0], plan.Loads.Where(load => load.Scheduler == "spare").Select(load => load.After));
        Assert.All(plan.Moves, move => Assert.Equal(("spare", "b"), (move.From, move.To)));
    }

    [Fact]
    public void Plan_Realms_AreEvenedOutEachByItself()
    {
        var plan = Plan(
            [Part(1, "a", 5), Part(2, "a", 5), Part(3, "c", 1) with { Realm = "south" }],
            [Scheduler("a"), Scheduler("b"), Scheduler("c") with { Realm = "south" }]);

        Assert.Equal("b", Assert.Single(plan.Moves).To);
    }

    [Fact]
    public void Plan_ASchedulerThatCanRunNoPart_HasNoShareAndTheOthersAreEvenedOut()
    {
        var plan = Rebalancer.Plan(
            [.. Enumerable.Range(1, 6).Select(part => Part(part, "a", 1))], [Scheduler("a"), Scheduler("b"), Scheduler("old")], (_, scheduler) => scheduler != "old");

        Assert.Equal([("a", 3, 3), ("b", 3, 3), ("old", 0, 0)], plan.Loads.Select(load => (load.Scheduler, load.After, load.Target)));
    }

    [Fact]
    public void Plan_ASchedulerThatCanRunSomeParts_TakesThoseOnly()
    {
        var plan = Rebalancer.Plan(
            [.. Enumerable.Range(1, 6).Select(part => Part(part, "a", 1))], [Scheduler("a"), Scheduler("old")], (part, scheduler) => scheduler == "a" || part.Value > 4);

        Assert.Equal([5, 6], plan.Moves.Select(move => move.Part.Value).Order());
    }

    [Fact]
    public void Plan_AnySite_MovesEachPartOnceWithinItsRealmAndNeverMakesItWorse()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var seats = Enumerable.Range(0, random.Next(1, 7)).Select(index => Scheduler($"s{index}", random.Next(0, 4))).ToList();
            var parts = Enumerable.Range(1, random.Next(0, 30)).Select(part => Part(part, $"s{random.Next(seats.Count)}", random.Next(0, 100))).ToList();

            var unknown = seats.SelectMany(seat => parts.Select(part => (part.Part, seat.Name))).Where(_ => random.Next(4) == 0).ToHashSet();

            var plan = Rebalancer.Plan(parts, seats, (part, scheduler) => !unknown.Contains((part, scheduler)));

            Assert.True(plan.Moves.Length == plan.Moves.Select(move => move.Part).Distinct().Count(), $"seed {seed}: a part moves twice");
            Assert.All(plan.Moves, move => Assert.Equal(parts.Single(part => part.Part == move.Part).Owner, move.From));
            Assert.All(plan.Moves, move => Assert.False(unknown.Contains((move.Part, move.To)), $"seed {seed}: a part moves to one that cannot run it"));
            Assert.All(plan.Moves, move => Assert.True(seats.Single(seat => seat.Name == move.To).Weight > 0, $"seed {seed}: a spare takes"));
            Assert.True(Deviation(plan, load => load.After) <= Deviation(plan, load => load.Before) + 1e-6, $"seed {seed}: worse than before");
            Assert.Equal(parts.Sum(part => part.Cost), plan.Loads.Sum(load => load.After), 6);
        }
    }

    private static RebalancePlan Plan(PartCost[] parts, SchedulerShare[] schedulers) => Rebalancer.Plan(parts, schedulers, (_, _) => true);

    private static double Deviation(RebalancePlan plan, Func<SchedulerLoad, double> cost) => plan.Loads.Sum(load => Math.Pow(cost(load) - load.Target, 2));

    private static PartCost Part(int part, string owner, double cost) => new(new PartId(part), "All", owner, cost);

    private static SchedulerShare Scheduler(string name, int weight = 1) => new(name, "All", weight);
}
