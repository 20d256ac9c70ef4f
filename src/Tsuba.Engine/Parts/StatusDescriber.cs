using Tsuba.Engine.Outputs.Events;

namespace Tsuba.Engine.Parts;

/// <summary>Copies rows into status events.</summary>
internal sealed class StatusDescriber(Part part)
{
    /// <summary>The whole state of an item.</summary>
    public StatusChanged Describe(int index)
    {
        ref readonly var row = ref part.Rows[index];
        var item = part.Items[index];
        var overrides = part.Overrides.Count > 0 ? part.Overrides.GetValueOrDefault(item.Id) : null;
        var roots = part.Roots.Count > 0 && part.Roots.TryGetValue(item.Id, out var found) ? found : [];
        var impacts = part.Impacts.Count > 0 ? part.Impacts.GetValueOrDefault(item.Id) : null;
        return new StatusChanged
        {
            Item = item.Id,
            State = row.Has(ItemFlags.UnseenImpact) && part.Settings.ProblemImpactsChangeStates ? (byte)(part.IsHost(index) ? 2 : 3) : row.State,
            StateType = row.StateType,
            Attempt = row.Attempt,
            MaxAttempts = overrides?.MaxAttempts ?? item.Check.MaxAttempts,
            HasBeenChecked = row.Has(ItemFlags.Checked),
            LastState = row.LastState,
            LastHardState = row.LastHardState,
            LastCheck = row.LastCheckUtc,
            NextCheck = part.ToUtc(row.NextCheckLogical),
            LastStateChange = row.LastStateChangeUtc,
            LastHardStateChange = row.LastHardStateChangeUtc,
            LastTimeOk = row.LastTimeOkUtc,
            LastTimeWarning = row.LastTimeWarningUtc,
            LastTimeCritical = row.LastTimeCriticalUtc,
            LastTimeUnknown = row.LastTimeUnknownUtc,
            Output = row.Output,
            LongOutput = row.LongOutput,
            Perfdata = row.Perfdata,
            LatencySeconds = row.LatencySeconds,
            ExecutionSeconds = row.ExecutionSeconds,
            IsPassive = row.Has(ItemFlags.Passive),
            IsFlapping = row.Has(ItemFlags.Flapping),
            PercentStateChange = row.PercentStateChange,
            Acknowledgement = row.Acknowledgement,
            DowntimeDepth = row.DowntimeDepth,
            NotificationNumber = row.NotificationNumber,
            LastNotification = row.LastNotificationUtc,
            NextNotification = part.ToUtc(row.NextNotificationLogical),
            ChecksEnabled = row.Has(ItemFlags.ActiveChecks),
            PassiveEnabled = row.Has(ItemFlags.PassiveChecks),
            NotificationsEnabled = row.Has(ItemFlags.Notifications),
            EventHandlerEnabled = row.Has(ItemFlags.EventHandler),
            FlapDetectionEnabled = row.Has(ItemFlags.FlapDetection),
            Obsess = row.Has(ItemFlags.Obsess),
            IsExecuting = row.Has(ItemFlags.InFlight),
            ModifiedAttributes = row.ModifiedAttributes,
            IsProblem = row.Has(ItemFlags.Problem),
            IsImpact = !roots.IsEmpty,
            SourceProblems = roots,
            Impacts = impacts is null ? [] : [.. impacts],
            Context = row.Context,
            BusinessImpact = part.BusinessImpact(index, impacts),
            CheckCommand = overrides?.CheckCommand,
            CheckPeriod = overrides?.CheckPeriod,
            NotificationPeriod = overrides?.NotificationPeriod,
            EventHandler = overrides?.EventHandler,
            CustomVariables = overrides is null ? [] : [.. overrides.CustomVariables()],
            EventId = row.EventId,
            ProblemId = row.ProblemId,
            LastEventId = row.LastEventId,
            LastProblemId = row.LastProblemId,
            CheckIntervalSeconds = (float)(overrides?.Interval?.TotalSeconds ?? 0),
            RetryIntervalSeconds = (float)(overrides?.RetryInterval?.TotalSeconds ?? 0),
            Poller = row.Poller,
            IsStale = row.Has(ItemFlags.Stale),
            NoMoreNotifications = row.Has(ItemFlags.ToldForGood),
        };
    }
}
