using Tsuba.Engine.Explain;
using Tsuba.Engine.Profiles;
using Tsuba.Model.Items;

namespace Tsuba.Engine.States;

/// <summary>
/// The state machine as one function: from a situation to a transition, without side effect. Each return is a row of the table in
/// reference/shinken.md 4.3; the switches say where the profiles part.
/// </summary>
internal static class StateTable
{
    private const Effects Confirmed = Effects.Alert | Effects.Problem | Effects.Handler | Effects.StartsFlexibleDowntime;

    /// <summary>What the result means.</summary>
    public static Transition Judge(in Situation situation, SemanticSwitches switches)
    {
        if (situation.Is == 0)
        {
            return Good(situation, switches);
        }

        var bad = Bad(situation, switches);
        return situation.Was != 0 && situation.Is != situation.Was && switches.SoftChangeEndsAcknowledgement
            ? bad with { Effects = bad.Effects | Effects.EndsNormalAcknowledgement }
            : bad;
    }

    private static Transition Good(in Situation s, SemanticSwitches switches)
    {
        if (s.Was == 0)
        {
            return new Transition(StateType.Hard, 1, StateType.Hard, 1, Effects.EndsAcknowledgement, Reason.None, InPhase: false, 0);
        }

        if (s.WasType == StateType.Soft)
        {
            var attempt = s.IsHost && switches.HostRecoveryShowsFirstAttempt ? 1 : NextAttempt(s);
            return new Transition(
                s.IsFinalPassive ? StateType.Hard : StateType.Soft, attempt, StateType.Hard, 1, Effects.Alert | Effects.Handler | Effects.EndsAcknowledgement, Reason.SoftRecovery, InPhase: false, 0);
        }

        var shown = s.IsHost && switches.HostRecoveryShowsFirstAttempt ? 1 : HardAttempt(s, FinalBy(s, switches));
        return new Transition(
            StateType.Hard, shown, StateType.Hard, 1, Effects.Alert | Effects.Recovery | Effects.Handler | Effects.EndsAcknowledgement, Reason.Recovered, InPhase: false, 0);
    }

    private static Transition Bad(in Situation s, SemanticSwitches switches)
    {
        if (s.IsVolatile && switches.VolatileIsHardAtOnce)
        {
            return Hard(s, s.Was == 0 ? 1 : s.WasAttempt, Confirmed, Reason.VolatileProblem);
        }

        var final = FinalBy(s, switches);
        if (s.Was == 0)
        {
            if (final != Reason.None)
            {
                return Hard(s, 1, Confirmed, final);
            }

            return s.MaxAttempts <= 1
                ? Hard(s, 1, Confirmed, Reason.ProblemConfirmedAtOnce)
                : Soft(s, 1, Reason.SoftProblemBegan, switches);
        }

        if (s.WasType == StateType.Soft)
        {
            if (final != Reason.None)
            {
                return Hard(s, s.Is == s.Was || final == Reason.HostDownConfirms ? Math.Max(s.MaxAttempts, 1) : 1, Confirmed, final);
            }

            var attempt = NextAttempt(s);
            return attempt >= s.MaxAttempts
                ? Hard(s, Math.Max(s.MaxAttempts, 1), Confirmed, Reason.ProblemConfirmed)
                : Soft(s, attempt, Reason.SoftProblemGoesOn, switches);
        }

        var stays = HardAttempt(s, final);
        if (s.IsVolatile)
        {
            return Hard(s, stays, Confirmed, Reason.VolatileProblem);
        }

        return s.Is == s.Was
            ? Hard(s, stays, Effects.GoesOn, Reason.None)
            : Changed(s, stays, switches);
    }

    private static Transition Changed(in Situation s, int attempt, SemanticSwitches switches)
    {
        var effects = Effects.Alert | Effects.Problem | Effects.EndsNormalAcknowledgement
            | (switches.HandlerOnChangedProblem ? Effects.Handler : Effects.None)
            | (switches.AnyChangeStartsFlexibleDowntime ? Effects.StartsFlexibleDowntime : Effects.None);
        var changed = Hard(s, attempt, effects, Reason.ProblemChanged);
        if (!switches.UnknownPhaseIsSilent)
        {
            return changed;
        }

        if (changed.InPhase)
        {
            return changed with { Effects = Effects.GoesOn, Reason = Reason.UnknownPhaseEntered };
        }

        return s.WasInPhase && s.Is == s.BeforePhase
            ? changed with { Effects = Effects.GoesOn, Reason = Reason.UnknownPhaseLeft }
            : changed;
    }

    private static Reason FinalBy(in Situation s, SemanticSwitches switches)
    {
        if (s.IsFinalPassive)
        {
            return Reason.PassiveHostConfirms;
        }

        return s.HostIsNotUp && switches.ServicesOfDownHostsAreHard ? Reason.HostDownConfirms : Reason.None;
    }

    // The attempt of a hard problem stays, but where the host of a service, or a passive result, decides, another state counts anew.
    private static int HardAttempt(in Situation s, Reason final) => s.Is == s.Was ? s.WasAttempt : final switch
    {
        Reason.HostDownConfirms => Math.Max(s.MaxAttempts, 1),
        Reason.PassiveHostConfirms => 1,
        _ => s.WasAttempt,
    };

    private static int NextAttempt(in Situation s) => s.IsDependencyCheck ? s.WasAttempt : Math.Min(s.WasAttempt + 1, Math.Max(s.MaxAttempts, 1));

    // A soft result that says what the one before said starts no downtime that was scheduled between the two.
    private static Transition Soft(in Situation s, int attempt, Reason reason, SemanticSwitches switches)
    {
        var effects = Effects.Alert | Effects.Handler
            | (switches.AnyChangeStartsFlexibleDowntime && s.Is != s.Was ? Effects.StartsFlexibleDowntime : Effects.None);
        return new Transition(StateType.Soft, attempt, StateType.Soft, attempt, effects, reason, InPhase: false, 0);
    }

    // The phase begins between two hard states and ends with any state that is neither UNKNOWN nor UNREACHABLE.
    private static Transition Hard(in Situation s, int attempt, Effects effects, Reason reason)
    {
        var inPhase = s.WasInPhase && s.WasType == StateType.Hard;
        var before = s.BeforePhase;
        if (!inPhase)
        {
            inPhase = s.WasType == StateType.Hard && IsUnclear(s.IsHost, s.Is) && !IsUnclear(s.IsHost, s.Was);
            before = inPhase ? s.Was : (byte)0;
        }
        else if (!IsUnclear(s.IsHost, s.Is))
        {
            inPhase = false;
        }

        return new Transition(StateType.Hard, attempt, StateType.Hard, attempt, effects, reason, inPhase, before);
    }

    private static bool IsUnclear(bool isHost, byte state) => state == (isHost ? 2 : 3);
}
