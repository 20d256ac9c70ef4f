using Tsuba.Arbiter.Core;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <content>Schedulers of programs that know different versions of the rules (decision 0098).</content>
public sealed partial class ArbiterCoreTests
{
    [Fact]
    public void Describe_SchedulersOfTwoPrograms_SaysWhoStandsInTheWayOfRules()
    {
        var deploy = Start();
        var (owned, copied) = (Owned(deploy), Copied(deploy.Epoch.Packed));
        Assert.Equal((1u, "", true), Rules());

        Beat("s1", newest: 2, owned);
        Assert.Empty(Step().Actions);
        Assert.Equal((1u, "stays under rules 1 until s2 can run later ones", true), Rules());

        Beat("s2", newest: 2, copied);
        var raise = Assert.IsType<DeployPart>(Assert.Single(Step().Actions));
        Assert.Equal((2u, deploy.Epoch, 2u), (raise.Semantics, raise.Epoch, _core.State.Ownership.Parts[0].Semantics));
        (owned.Semantics, copied.Semantics) = (2, 2);
        _core.Completed(raise, ActionOutcome.Accepted, Now);
        Step();
        Beat("s1", newest: 2, owned);
        Assert.Empty(Step().Actions);
        Assert.Equal((2u, "", true), Rules());

        Beat("s2", newest: 1, copied);
        Step();
        Assert.Equal((2u, "s2 keeps its bytes and cannot take it over: it knows rules 1, and the part runs under 2", false), Rules());

        Beat("s2", newest: 2, copied);
        (owned.Active, owned.FollowerDurable) = (false, 0);
        Beat("s1", newest: 2, owned);
        Step();
        Beat("s1", newest: 1, owned);
        Step();
        Assert.Equal((2u, "s1 knows rules 1, and the part runs under 2: it waits until that scheduler is upgraded", false), Rules());

        ArbiterOutputs Step()
        {
            _ms += 100;
            return _core.Step(Now);
        }

        (uint, string, bool) Rules() => _core.Describe("site").Parts[0] is var part ? (part.Semantics, part.Hindrance, part.Protected) : default;
    }

    [Fact]
    public void PlanRebalance_ASchedulerGoesBackToAnOlderProgram_HasNoShareOfAPartThatWasRaised()
    {
        var deploy = Start();
        var (owned, copied) = (Owned(deploy), Copied(deploy.Epoch.Packed));
        Beat("s1", newest: 2, owned);
        Beat("s2", newest: 2, copied);
        _ms += 100;
        _core.Completed(Assert.Single(_core.Step(Now).Actions), ActionOutcome.Accepted, Now);
        Assert.Equal([0.5, 0.5], Targets());

        Beat("s2", newest: 1, copied);

        Assert.Equal([1.0, 0.0], Targets());

        double[] Targets()
        {
            _core.Step(Now);
            return [.. _core.PlanRebalance(_core.PartCosts(), Now).Loads.Select(load => load.Target)];
        }
    }

    private void Beat(string scheduler, uint newest, ManagedPart part) => _core.Heard(
        new DaemonKey(DaemonRole.Scheduler, scheduler),
        new HeartbeatReply { Run = "1", OldestSemantics = 1, NewestSemantics = newest, Parts = { part } },
        _core.Stance,
        Now,
        Now);
}
