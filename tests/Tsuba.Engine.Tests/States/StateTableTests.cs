using Tsuba.Engine.Explain;
using Tsuba.Engine.Profiles;
using Tsuba.Engine.States;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.States;

/// <summary>Each row of the table in reference/shinken.md 4.3, in both profiles where they part.</summary>
public sealed class StateTableTests
{
    private static readonly SemanticSwitches _shinken = SemanticSwitches.Shinken;
    private static readonly SemanticSwitches _nagios = SemanticSwitches.Nagios;

    [Fact]
    public void Judge_OkAfterOk_StaysHardFirstAttempt()
    {
        var transition = StateTable.Judge(Service(was: 0, StateType.Hard, 1, now: 0), _shinken);
        Assert.Equal((StateType.Hard, 1, Effects.EndsAcknowledgement, Reason.None), Shown(transition));
    }

    [Fact]
    public void Judge_OkAfterSoftProblem_ShowsSoftWithOneMoreAttemptThenHard()
    {
        var transition = StateTable.Judge(Service(was: 2, StateType.Soft, 1, now: 0), _shinken);
        Assert.Equal((StateType.Soft, 2, Effects.Alert | Effects.Handler | Effects.EndsAcknowledgement, Reason.SoftRecovery), Shown(transition));
        Assert.Equal((StateType.Hard, 1), (transition.AfterType, transition.AfterAttempt));
    }

    [Fact]
    public void Judge_OkAfterHardProblem_RecoversWithTheProblemsAttempt()
    {
        var transition = StateTable.Judge(Service(was: 2, StateType.Hard, 3, now: 0), _shinken);
        Assert.Equal((StateType.Hard, 3), (transition.Type, transition.Attempt));
        Assert.Equal(Effects.Alert | Effects.Recovery | Effects.Handler | Effects.EndsAcknowledgement, transition.Effects);
        Assert.Equal(1, transition.AfterAttempt);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Judge_HostSoftRecovery_ShowsAttemptOfTheProfile(bool nagios, int attempt)
    {
        var transition = StateTable.Judge(Host(was: 1, StateType.Soft, 1, now: 0), nagios ? _nagios : _shinken);
        Assert.Equal((StateType.Soft, attempt), (transition.Type, transition.Attempt));
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    public void Judge_HostRecovery_ShowsAttemptOfTheProfile(bool nagios, int attempt)
    {
        var transition = StateTable.Judge(Host(was: 1, StateType.Hard, 3, now: 0), nagios ? _nagios : _shinken);
        Assert.Equal((StateType.Hard, attempt), (transition.Type, transition.Attempt));
    }

    [Fact]
    public void Judge_FirstBadResultWithMoreAttempts_IsSoftOne()
    {
        var transition = StateTable.Judge(Service(was: 0, StateType.Hard, 1, now: 1), _shinken);
        Assert.Equal((StateType.Soft, 1, Effects.Alert | Effects.Handler, Reason.SoftProblemBegan), Shown(transition));
    }

    [Fact]
    public void Judge_FirstBadResultWithOneAttempt_IsHard()
    {
        var transition = StateTable.Judge(Service(was: 0, StateType.Hard, 1, now: 2) with { MaxAttempts = 1 }, _shinken);
        Assert.Equal((StateType.Hard, 1, Confirmed, Reason.ProblemConfirmedAtOnce), Shown(transition));
    }

    [Fact]
    public void Judge_NextBadResult_CountsAttempts()
    {
        var second = StateTable.Judge(Service(was: 2, StateType.Soft, 1, now: 2), _shinken);
        Assert.Equal((StateType.Soft, 2, Effects.Alert | Effects.Handler, Reason.SoftProblemGoesOn), Shown(second));
        var third = StateTable.Judge(Service(was: 2, StateType.Soft, 2, now: 2), _shinken);
        Assert.Equal((StateType.Hard, 3, Confirmed, Reason.ProblemConfirmed), Shown(third));
    }

    [Fact]
    public void Judge_DependencyCheck_IsNoAttempt()
    {
        var transition = StateTable.Judge(Service(was: 2, StateType.Soft, 2, now: 2) with { IsDependencyCheck = true }, _shinken);
        Assert.Equal((StateType.Soft, 2), (transition.Type, transition.Attempt));
    }

    [Fact]
    public void Judge_SameHardProblem_OnlyGoesOn()
    {
        var transition = StateTable.Judge(Service(was: 2, StateType.Hard, 3, now: 2), _shinken);
        Assert.Equal((StateType.Hard, 3, Effects.GoesOn, Reason.None), Shown(transition));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Judge_OtherHardProblem_IsToldAnew(bool nagios)
    {
        var transition = StateTable.Judge(Service(was: 1, StateType.Hard, 3, now: 2), nagios ? _nagios : _shinken);
        var handler = nagios ? Effects.Handler | Effects.StartsFlexibleDowntime : Effects.None;
        Assert.Equal((StateType.Hard, 3, Effects.Alert | Effects.Problem | Effects.EndsNormalAcknowledgement | handler, Reason.ProblemChanged), Shown(transition));
    }

    [Fact]
    public void Judge_VolatileShinken_IsHardEachTime()
    {
        var first = StateTable.Judge(Service(was: 0, StateType.Hard, 1, now: 2) with { IsVolatile = true }, _shinken);
        Assert.Equal((StateType.Hard, 1, Confirmed, Reason.VolatileProblem), Shown(first));
        var again = StateTable.Judge(Service(was: 2, StateType.Hard, 1, now: 2) with { IsVolatile = true }, _shinken);
        Assert.Equal((StateType.Hard, 1, Confirmed, Reason.VolatileProblem), Shown(again));
    }

    [Fact]
    public void Judge_VolatileNagios_CountsAttemptsThenTellsEachTime()
    {
        var first = StateTable.Judge(Service(was: 0, StateType.Hard, 1, now: 2) with { IsVolatile = true }, _nagios);
        Assert.Equal((StateType.Soft, 1), (first.Type, first.Attempt));
        var hard = StateTable.Judge(Service(was: 2, StateType.Hard, 3, now: 2) with { IsVolatile = true }, _nagios);
        Assert.Equal((StateType.Hard, 3, Confirmed, Reason.VolatileProblem), Shown(hard));
    }

    [Fact]
    public void Judge_ServiceOfDownHost_IsHardAtOnceInNagiosOnly()
    {
        var situation = Service(was: 0, StateType.Hard, 1, now: 2) with { HostIsNotUp = true };
        Assert.Equal((StateType.Hard, 1, Confirmed, Reason.HostDownConfirms), Shown(StateTable.Judge(situation, _nagios)));
        var soft = situation with { Was = 2, WasType = StateType.Soft };
        Assert.Equal((StateType.Hard, 3, Confirmed, Reason.HostDownConfirms), Shown(StateTable.Judge(soft, _nagios)));
        Assert.Equal(StateType.Soft, StateTable.Judge(situation, _shinken).Type);
    }

    [Fact]
    public void Judge_FinalPassiveHostResult_IsHardAtOnce()
    {
        var transition = StateTable.Judge(Host(was: 0, StateType.Hard, 1, now: 1) with { IsFinalPassive = true }, _nagios);
        Assert.Equal((StateType.Hard, 1, Confirmed, Reason.PassiveHostConfirms), Shown(transition));
    }

    [Fact]
    public void Judge_UnknownPhaseShinken_GoesInAndBackInSilence()
    {
        var into = StateTable.Judge(Service(was: 2, StateType.Hard, 3, now: 3), _shinken);
        Assert.Equal((Effects.GoesOn, Reason.UnknownPhaseEntered, true, (byte)2), (into.Effects, into.Reason, into.InPhase, into.BeforePhase));
        var back = Service(was: 3, StateType.Hard, 3, now: 2) with { WasInPhase = true, BeforePhase = 2 };
        Assert.Equal((Effects.GoesOn, Reason.UnknownPhaseLeft), (StateTable.Judge(back, _shinken).Effects, StateTable.Judge(back, _shinken).Reason));
        var other = StateTable.Judge(back with { Is = 1 }, _shinken);
        Assert.Equal(Reason.ProblemChanged, other.Reason);
        Assert.True(other.Effects.HasFlag(Effects.Alert | Effects.Problem));
    }

    [Fact]
    public void Judge_UnknownAfterCriticalNagios_IsToldAnew()
    {
        var transition = StateTable.Judge(Service(was: 2, StateType.Hard, 3, now: 3), _nagios);
        Assert.True(transition.Effects.HasFlag(Effects.Alert | Effects.Problem));
    }

    [Fact]
    public void Judge_FurtherResultOfHardHost_KeepsTheAttempt()
    {
        Assert.Equal(3, StateTable.Judge(Host(was: 1, StateType.Hard, 3, now: 1), _nagios).Attempt);
        Assert.Equal(3, StateTable.Judge(Host(was: 1, StateType.Hard, 3, now: 1), _shinken).Attempt);
    }

    [Theory]
    [InlineData(0, StateType.Hard, 1, 2, true)]
    [InlineData(2, StateType.Soft, 1, 2, false)]
    [InlineData(1, StateType.Soft, 1, 2, true)]
    public void Judge_SoftProblemInNagios_StartsAFlexibleDowntimeWithAnotherStateOnly(int was, StateType type, int attempt, int now, bool starts) =>
        Assert.Equal(starts, StateTable.Judge(Service((byte)was, type, attempt, (byte)now), SemanticSwitches.Nagios).Effects.HasFlag(Effects.StartsFlexibleDowntime));

    private const Effects Confirmed = Effects.Alert | Effects.Problem | Effects.Handler | Effects.StartsFlexibleDowntime;

    private static Situation Service(byte was, StateType type, int attempt, byte now) =>
        new() { IsHost = false, Was = was, WasType = type, WasAttempt = attempt, Is = now, MaxAttempts = 3 };

    private static Situation Host(byte was, StateType type, int attempt, byte now) =>
        new() { IsHost = true, Was = was, WasType = type, WasAttempt = attempt, Is = now, MaxAttempts = 3 };

    private static (StateType, int, Effects, Reason) Shown(Transition transition) =>
        (transition.Type, transition.Attempt, transition.Effects, transition.Reason);
}
