using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Tsuba.Engine.Totals;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

public sealed class TotalsStepTests
{
    private static readonly MapField<string, long> Totals = new() { ["TOTALHOSTSDOWN"] = 3 };
    private static readonly MapField<string, string> Values = new() { ["HOSTSTATE:db"] = "UP", ["HOSTSTATE:other"] = "DOWN" };

    [Fact]
    public void For_WhatThePartAsksFor_IsTold()
    {
        var told = TotalsStep.For(Share(wantsTotals: true, "HOSTSTATE:db"), null, Totals, Values)!;

        Assert.Equal([new("TOTALHOSTSDOWN", "3")], told.Totals);
        Assert.Equal([new("HOSTSTATE:db", "UP")], told.RemoteMacros);
    }

    [Fact]
    public void For_PartThatAsksForNothing_IsToldNothing() => Assert.Null(TotalsStep.For(Share(wantsTotals: false), null, Totals, Values));

    [Fact]
    public void For_SameAsBefore_IsToldOnce()
    {
        var told = TotalsStep.For(Share(wantsTotals: true, "HOSTSTATE:db"), null, Totals, Values);

        Assert.Null(TotalsStep.For(Share(wantsTotals: true, "HOSTSTATE:db"), told, Totals, Values));
    }

    [Fact]
    public void For_WhatIsNotKnownForTheMoment_StaysAsItWas()
    {
        var told = TotalsStep.For(Share(wantsTotals: true, "HOSTSTATE:db"), null, Totals, Values);

        Assert.Null(TotalsStep.For(Share(wantsTotals: true, "HOSTSTATE:db"), told, [], []));
    }

    [Fact]
    public void For_WhatIsNotAskedForAnyMore_Goes()
    {
        var told = TotalsStep.For(Share(wantsTotals: true, "HOSTSTATE:db"), null, Totals, Values);

        var next = TotalsStep.For(Share(wantsTotals: false), told, Totals, Values)!;

        Assert.Empty(next.Totals);
        Assert.Empty(next.RemoteMacros);
    }

    private static PartShare Share(bool wantsTotals, params string[] wanted) =>
        new(wantsTotals, [.. wanted], ImmutableSortedDictionary<string, long>.Empty, ImmutableSortedDictionary<string, string>.Empty);
}
