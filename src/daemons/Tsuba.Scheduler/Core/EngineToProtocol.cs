using System.Diagnostics;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>The engine's events as messages: the one place where the two vocabularies meet.</summary>
public static class EngineToProtocol
{
    /// <summary>An event without its number and time.</summary>
    public static Event Translate(EngineEvent engineEvent) => engineEvent switch
    {
        StatusChanged status => new Event { Status = Status(status) },
        CheckResultApplied result => new Event { CheckResult = Result(result) },
        LogLine line => new Event
        {
            Log = new LogEvent { Line = line.Line, Item = line.Item.Value, Contact = line.Contact },
        },
        CommentAdded added => new Event { Comment = Comment(added.Comment, removed: false) },
        CommentRemoved removed => new Event { Comment = Comment(removed.Comment, removed: true) },
        DowntimeChanged changed => new Event { Downtime = Downtime(changed.Downtime, removed: false, cancelled: false) },
        DowntimeRemoved removed => new Event { Downtime = Downtime(removed.Downtime, removed: true, removed.Cancelled) },
        NotificationRaised raised => new Event { Notification = Notification(raised) },
        NotificationFinished finished => new Event { Notification = Notification(finished) },
        ProgramStatusChanged program => new Event { Program = Program(program) },
        CommandAnswered answered => new Event
        {
            CommandAnswer = new CommandAnswerEvent
            {
                Source = answered.Source,
                Sequence = answered.Sequence,
                Applied = answered.Applied,
                Text = answered.Text,
                Line = answered.Line,
                Duplicate = answered.Duplicate,
                Elsewhere = answered.IsElsewhere,
            },
        },
        SnapshotTaken snapshot => new Event
        {
            Snapshot = new SnapshotEvent
            {
                Id = snapshot.Id,
                Item = snapshot.Item.Value,
                Command = snapshot.Command,
                State = snapshot.State,
                TakenUtcMs = snapshot.TakenUtcMilliseconds,
                Succeeded = snapshot.Succeeded,
                Output = snapshot.Output,
            },
        },
        PerfdataWritten written => new Event
        {
            Perfdata = new PerfdataEvent { Item = written.Item.Value, Service = !written.IsHost, Line = written.Line },
        },
        PerfdataFileProcessed processed => new Event
        {
            Perfdata = new PerfdataEvent { Service = !processed.IsHost, Processed = true },
        },
        ContactStatusChanged contact => new Event
        {
            ContactStatus = new ContactStatusEvent
            {
                Contact = contact.Contact,
                HostNotificationsEnabled = contact.HostNotificationsEnabled,
                ServiceNotificationsEnabled = contact.ServiceNotificationsEnabled,
                DowntimeDepth = (uint)contact.DowntimeDepth,
                ModifiedAttributes = contact.ModifiedAttributes,
                HostPeriod = contact.HostPeriod ?? "",
                ServicePeriod = contact.ServicePeriod ?? "",
            },
        },
        DecisionMade decision => new Event
        {
            Decision = new DecisionEvent
            {
                Item = decision.Item.Value,
                Reason = (uint)decision.Reason,
                Contact = decision.Contact,
                Detail = decision.Detail,
                NotificationType = (uint)decision.NotificationType,
            },
        },
        _ => throw new UnreachableException($"no message for {engineEvent.GetType().Name}"),
    };

    /// <summary>The answer to whoever gave a command.</summary>
    public static CommandAnswer Answer(CommandAnswered answered, PartId part) => new()
    {
        Source = answered.Source,
        Sequence = answered.Sequence,
        State = answered.Duplicate ? CommandState.Duplicate : answered.Applied ? CommandState.Applied : CommandState.Refused,
        Text = answered.Text,
        Part = part.Value,
        Elsewhere = answered.IsElsewhere,
    };

    private static StatusEvent Status(StatusChanged status)
    {
        var message = new StatusEvent
        {
            Item = status.Item.Value,
            State = status.State,
            StateType = (uint)status.StateType,
            Attempt = (uint)status.Attempt,
            MaxAttempts = (uint)status.MaxAttempts,
            HasBeenChecked = status.HasBeenChecked,
            LastState = status.LastState,
            LastHardState = status.LastHardState,
            LastCheck = status.LastCheck,
            NextCheck = status.NextCheck,
            LastStateChange = status.LastStateChange,
            LastHardStateChange = status.LastHardStateChange,
            LastTimeOk = status.LastTimeOk,
            LastTimeWarning = status.LastTimeWarning,
            LastTimeCritical = status.LastTimeCritical,
            LastTimeUnknown = status.LastTimeUnknown,
            Output = status.Output,
            LongOutput = status.LongOutput,
            Perfdata = status.Perfdata,
            LatencySeconds = status.LatencySeconds,
            ExecutionSeconds = status.ExecutionSeconds,
            CheckType = status.IsPassive ? 1u : 0u,
            IsFlapping = status.IsFlapping,
            PercentStateChange = status.PercentStateChange,
            Acknowledgement = status.Acknowledgement,
            DowntimeDepth = (uint)status.DowntimeDepth,
            NotificationNumber = (uint)status.NotificationNumber,
            LastNotification = status.LastNotification,
            NextNotification = status.NextNotification,
            ChecksEnabled = status.ChecksEnabled,
            PassiveEnabled = status.PassiveEnabled,
            NotificationsEnabled = status.NotificationsEnabled,
            EventHandlerEnabled = status.EventHandlerEnabled,
            FlapDetectionEnabled = status.FlapDetectionEnabled,
            Obsess = status.Obsess,
            IsExecuting = status.IsExecuting,
            ModifiedAttributes = status.ModifiedAttributes,
            IsProblem = status.IsProblem,
            IsImpact = status.IsImpact,
            BusinessImpact = (uint)status.BusinessImpact,
            CheckCommand = status.CheckCommand ?? "",
            CheckPeriod = status.CheckPeriod ?? "",
            NotificationPeriod = status.NotificationPeriod ?? "",
            EventHandler = status.EventHandler ?? "",
            EventId = status.EventId,
            ProblemId = status.ProblemId,
            LastEventId = status.LastEventId,
            LastProblemId = status.LastProblemId,
            CheckIntervalSeconds = status.CheckIntervalSeconds,
            RetryIntervalSeconds = status.RetryIntervalSeconds,
            Poller = status.Poller,
            IsStale = status.IsStale,
            NoMoreNotifications = status.NoMoreNotifications,
            Context = (uint)status.Context,
        };
        foreach (var source in status.SourceProblems)
        {
            message.SourceProblems.Add(source.Value);
        }

        foreach (var impact in status.Impacts)
        {
            message.Impacts.Add(impact.Value);
        }

        foreach (var variable in status.CustomVariables)
        {
            message.CustomVariables.Add(new ChangedVariable { Name = variable.Name, Value = variable.Value });
        }

        return message;
    }

    private static CheckResultEvent Result(CheckResultApplied result) => new()
    {
        Item = result.Item.Value,
        State = result.State,
        StateType = (uint)result.StateType,
        Attempt = (uint)result.Attempt,
        Output = result.Output,
        Perfdata = result.Perfdata,
        LatencySeconds = result.LatencySeconds,
        ExecutionSeconds = result.ExecutionSeconds,
        CheckType = result.IsPassive ? 1u : 0u,
        StartUtcMs = result.StartUtcMilliseconds,
        Occurrence = result.Occurrence,
    };

    private static CommentEvent Comment(Comment comment, bool removed) => new()
    {
        Removed = removed,
        Id = comment.Id,
        Item = comment.Item.Value,
        EntryType = (uint)comment.Kind,
        Source = comment.IsExternal ? 1u : 0u,
        Persistent = comment.IsPersistent,
        Expires = comment.ExpireUtcMilliseconds != 0,
        ExpireUtcMs = comment.ExpireUtcMilliseconds,
        EntryUtcMs = comment.EntryUtcMilliseconds,
        Author = comment.Author,
        Text = comment.Text,
    };

    private static DowntimeEvent Downtime(Downtime downtime, bool removed, bool cancelled) => new()
    {
        Removed = removed,
        Id = downtime.Id,
        Item = downtime.Item.Value,
        EntryUtcMs = downtime.EntryUtcMilliseconds,
        StartUtcMs = downtime.StartUtcMilliseconds,
        EndUtcMs = downtime.EndUtcMilliseconds,
        IsFixed = downtime.IsFixed,
        DurationMs = (long)downtime.Duration.TotalMilliseconds,
        TriggeredBy = downtime.TriggeredBy,
        IsActive = downtime.IsActive,
        Author = downtime.Author,
        Text = downtime.Text,
        ActualStartUtcMs = downtime.ActualStartUtcMilliseconds,
        Cancelled = cancelled,
        Contact = downtime.Contact,
    };

    private static NotificationEvent Notification(NotificationRaised raised) => new()
    {
        Id = raised.Id,
        Item = raised.Item.Value,
        Contact = raised.Contact,
        Command = raised.Command,
        Type = (uint)raised.Type,
        State = raised.State,
        Number = (uint)raised.Number,
        Escalated = raised.Escalated,
        Text = raised.Text,
        Outcome = NotificationOutcome.Raised,
    };

    private static NotificationEvent Notification(NotificationFinished finished) => new()
    {
        Id = finished.Id,
        Item = finished.Item.Value,
        Contact = finished.Contact,
        Command = finished.Command,
        Type = (uint)finished.Type,
        State = finished.State,
        Number = (uint)finished.Number,
        Outcome = finished.Succeeded ? NotificationOutcome.Sent : NotificationOutcome.Failed,
        OutcomeText = finished.Text,
    };

    private static ProgramEvent Program(ProgramStatusChanged program) => new()
    {
        Generation = program.Generation,
        NotificationsEnabled = program.NotificationsEnabled,
        ExecuteHostChecks = program.ExecuteHostChecks,
        ExecuteServiceChecks = program.ExecuteServiceChecks,
        AcceptPassiveHostChecks = program.AcceptPassiveHostChecks,
        AcceptPassiveServiceChecks = program.AcceptPassiveServiceChecks,
        EventHandlersEnabled = program.EventHandlersEnabled,
        FlapDetectionEnabled = program.FlapDetectionEnabled,
        ProcessPerformanceData = program.ProcessPerformanceData,
        ObsessOverHosts = program.ObsessOverHosts,
        ObsessOverServices = program.ObsessOverServices,
        CheckHostFreshness = program.CheckHostFreshness,
        CheckServiceFreshness = program.CheckServiceFreshness,
        StartUtcMs = program.StartUtcMilliseconds,
        ModifiedHostAttributes = program.ModifiedHostAttributes,
        ModifiedServiceAttributes = program.ModifiedServiceAttributes,
    };
}
