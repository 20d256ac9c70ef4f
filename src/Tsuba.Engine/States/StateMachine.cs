using Tsuba.Engine.Checks;
using Tsuba.Engine.Dependencies;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;

namespace Tsuba.Engine.States;

/// <summary>Applies results to rows and sets off what follows from a transition, in the order of the profile.</summary>
internal sealed class StateMachine(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Applies a result. Returns the state type by which the next check is planned.</summary>
    public StateType Apply(int index, in ResultFacts facts)
    {
        ref var row = ref _part.Rows[index];
        var isHost = _part.IsHost(index);
        var state = facts.State;
        if (isHost && state != 0 && Translates(facts.IsPassive))
        {
            state = Reachability.IsCutOff(_part, index, facts.SpeaksOfLogical) ? (byte)2 : (byte)1;
        }

        if (isHost && state == 2)
        {
            if (row.State != 2)
            {
                _part.Decide(index, Reason.BecameUnreachable);
            }
        }

        var situation = Situate(index, ref row, state, facts);
        var transition = StateTable.Judge(situation, _part.Switches);
        var before = (row.State, row.StateType, row.LastHardState, IsUnseen: row.Has(ItemFlags.UnseenImpact));
        var said = row.Output;
        Record(index, ref row, state, facts, transition);
        if (before != (row.State, row.StateType, row.LastHardState, false))
        {
            brain.Roots.Refresh(index);
            if (!isHost && _part.Rows[_part.HostOf[index]].Acknowledgement != 0)
            {
                brain.Contexts.Refresh(index);
            }
        }

        _part.Out.Events.Add(new CheckResultApplied
        {
            Item = _part.Items[index].Id,
            State = state,
            StateType = transition.Type,
            Attempt = transition.Attempt,
            Output = row.Output,
            Perfdata = row.Perfdata,
            LatencySeconds = row.LatencySeconds,
            ExecutionSeconds = row.ExecutionSeconds,
            IsPassive = facts.IsPassive,
            StartUtcMilliseconds = facts.StartUtc,
            Occurrence = row.Occurrence,
        });
        _part.Touch(index);
        brain.Flapping.Count(index);
        var isLogged = (transition.Effects != Effects.None || transition.Reason != Reason.None) && Follow(index, transition);

        // Where a stalked output is logged as an alert, one line is enough for both.
        if (before.State == state && !ReferenceEquals(said, row.Output) && !(isLogged && _part.Switches.StalkingLogsAlerts))
        {
            Stalk(index, state);
        }

        brain.ResultCommands.Run(index);
        brain.Snapshots.AfterResult(index);

        // Log, handler and notification above see the state as it is shown; from here on the one that stays counts.
        row.StateType = transition.AfterType;
        row.Attempt = (ushort)transition.AfterAttempt;
        row.Set(ItemFlags.DowntimeEnded, false);
        if (row.Has(ItemFlags.Freshness))
        {
            brain.Freshness.Restart(index);
        }

        return transition.Reason == Reason.SoftRecovery && _part.Switches.SoftRecoveryIsRetried ? StateType.Soft : row.StateType;
    }

    private Situation Situate(int index, ref ItemRow row, byte state, in ResultFacts facts)
    {
        var isHost = _part.IsHost(index);
        var host = _part.HostOf[index];
        return new Situation
        {
            IsHost = isHost,
            Was = row.State,
            WasType = row.StateType,
            WasAttempt = row.Attempt,
            Is = state,
            MaxAttempts = brain.Planner.MaxAttempts(index),
            IsVolatile = !isHost && _part.Items[index].Check.IsVolatile,
            HostIsNotUp = !isHost && _part.Rows[host].State != 0,
            IsFinalPassive = isHost && facts.IsPassive && _part.Switches.PassiveHostResultsAreHard && !_part.Settings.PassiveHostChecksAreSoft,
            IsDependencyCheck = facts.IsDependencyCheck,
            WasInPhase = row.Has(ItemFlags.UnknownPhase),
            BeforePhase = row.StateBeforePhase,
        };
    }

    private void Record(int index, ref ItemRow row, byte state, in ResultFacts facts, in Transition transition)
    {
        var utc = _part.Now.UtcMilliseconds;
        var isFirst = !row.Has(ItemFlags.Checked);
        var before = row.State;
        row.LastState = before;
        row.State = state;
        if (state != before || isFirst)
        {
            row.LastStateChangeUtc = utc;
        }

        if (state != before)
        {
            row.LastEventId = row.EventId;
            row.EventId = ++_part.LastEventId;
            if (before == 0)
            {
                row.LastProblemId = row.ProblemId;
                row.ProblemId = ++_part.LastProblemId;
            }
            else if (state == 0)
            {
                row.LastProblemId = row.ProblemId;
                row.ProblemId = 0;
            }
        }

        if (transition.AfterType == StateType.Hard)
        {
            if (state != row.LastHardState || row.StateType == StateType.Soft || isFirst)
            {
                row.LastHardStateChangeUtc = utc;
                row.HardSinceLogical = _part.Now.LogicalMilliseconds;
            }

            row.LastHardState = state;
        }

        RecordTimes(ref row, state, utc, _part.IsHost(index));
        row.LastCheckUtc = facts.StartUtc != 0 ? facts.StartUtc : utc;
        row.SpeaksOfLogical = facts.SpeaksOfLogical;
        row.LatencySeconds = facts.LatencySeconds;
        row.ExecutionSeconds = facts.ExecutionSeconds;
        row.Output = Keep(row.Output, facts.Text.Short);
        row.LongOutput = Keep(row.LongOutput, facts.Text.Long);
        row.LastPerfdata = row.Perfdata;
        row.Perfdata = Keep(row.Perfdata, facts.Text.Perfdata);
        row.Poller = facts.IsPassive ? row.Poller : _part.Texts.Share(facts.Poller);
        row.StateType = transition.Type;
        row.Attempt = (ushort)transition.Attempt;
        row.StateBeforePhase = transition.BeforePhase;
        row.Set(ItemFlags.UnknownPhase, transition.InPhase);
        row.Set(ItemFlags.Passive, facts.IsPassive);
        row.Set(ItemFlags.Checked, true);
        row.Set(ItemFlags.Stale | ItemFlags.UnseenImpact, false);
    }

    private void RecordTimes(ref ItemRow row, byte state, long utc, bool isHost)
    {
        switch (state)
        {
            case 0:
                row.LastTimeOkUtc = utc;
                row.LastOkLogical = _part.Now.LogicalMilliseconds;
                break;
            case 1:
                row.LastTimeWarningUtc = utc;
                break;
            case 2 when isHost:
            case 3:
                row.LastTimeUnknownUtc = utc;
                break;
            default:
                row.LastTimeCriticalUtc = utc;
                break;
        }
    }

    // Returns whether an alert was logged.
    private bool Follow(int index, in Transition transition)
    {
        ref var row = ref _part.Rows[index];
        var effects = transition.Effects;
        if (transition.Reason != Reason.None)
        {
            _part.Decide(index, transition.Reason, detail: Names.Of(_part.IsHost(index), row.State));
        }

        if (row.Acknowledgement != 0)
        {
            brain.Acknowledgements.AfterResult(index, effects);
        }

        var logs = (effects & Effects.Alert) != 0 && IsLogged(index, transition.Type);
        if (logs && !_part.Switches.NotificationPrecedesAlert)
        {
            _part.Log(index, LogLines.Alert(_part, index));
        }

        // One that another hard state begins comes before the telling in both profiles.
        var startsDowntime = (effects & Effects.StartsFlexibleDowntime) != 0 && _part.Downtimes.Count > 0;
        var startsFirst = _part.Switches.FlexibleDowntimeBeginsBeforeTelling || transition.Reason == Reason.ProblemChanged;
        if (startsDowntime && startsFirst)
        {
            brain.Downtimes.StartFlexible(index);
        }

        Tell(index, effects);
        if (startsDowntime && !startsFirst)
        {
            brain.Downtimes.StartFlexible(index);
        }

        if (logs && _part.Switches.NotificationPrecedesAlert)
        {
            _part.Log(index, LogLines.Alert(_part, index));
        }

        if ((effects & Effects.Handler) != 0)
        {
            brain.EventHandlers.Run(index);
        }

        return logs;
    }

    // Whether a bad host is DOWN or UNREACHABLE is seen from here, but for passive results where translate_passive_host_checks is off.
    private bool Translates(bool isPassive) =>
        !isPassive || !_part.Switches.PassiveHostCodesAreStates || _part.Settings.TranslatePassiveHostChecks;

    private void Stalk(int index, byte state)
    {
        var stalked = _part.Items[index].Notification.StalkingOptions;
        if (stalked != 0 && (stalked & Names.Option(_part.IsHost(index), state)) != 0)
        {
            _part.Log(index, LogLines.Stalked(_part, index));
        }
    }

    private void Tell(int index, Effects effects)
    {
        ref readonly var row = ref _part.Rows[index];
        if ((effects & Effects.Problem) != 0)
        {
            brain.Campaigns.Begin(index);
        }
        else if ((effects & Effects.Recovery) != 0)
        {
            brain.Campaigns.End(index);
        }
        else if ((effects & Effects.GoesOn) != 0)
        {
            brain.Campaigns.GoOn(index, row.Has(ItemFlags.DowntimeEnded));
        }
    }

    private bool IsLogged(int index, StateType type) =>
        type == StateType.Hard
        || _part.Switches.LogsEverySoftState
        || (_part.IsHost(index) ? _part.Settings.LogHostRetries : _part.Settings.LogServiceRetries);

    private static string Keep(string old, string now) => string.Equals(old, now, StringComparison.Ordinal) ? old : now;
}
