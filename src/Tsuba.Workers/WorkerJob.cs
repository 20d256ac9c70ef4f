using System.Globalization;
using Google.Protobuf;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Work;
using Tsuba.Model.Invocations;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Workers;

/// <summary>A check, notification, event handler or the like between the wire and the worker.</summary>
internal static class WorkerJob
{
    /// <summary>Variable with the id of an action, of a notification the same number as <c>$NOTIFICATIONID$</c>: the same in every copy.</summary>
    internal const string IdVariable = "TSUBA_ACTION_ID";

    internal static WorkItem Read(Job job, string scheduler) => new(
        scheduler,
        new PartId(job.Stamp.Part),
        Epoch.FromPacked(job.Stamp.Epoch),
        job.Id,
        JobInvocation.ModuleType(job),
        new PluginRequest(Invocation(job), JobInvocation.OutputBytes(job), State: null))
    {
        Tag = job,
        IsOnce = IsOnce(job.Kind),
    };

    /// <summary>Commands that run after every result may as well run twice; what tells people or changes something may not.</summary>
    internal static bool IsOnce(WorkKind kind) => kind is WorkKind.Notification or WorkKind.EventHandler or WorkKind.Snapshot;

    internal static JobResult Write(WorkResult result)
    {
        var job = (Job)result.Item.Tag!;
        var outcome = result.Outcome;
        return new JobResult
        {
            Stamp = new PartStamp { Part = result.Item.Part.Value, Epoch = result.Item.Epoch.Packed },
            Id = job.Id,
            Kind = job.Kind,
            Item = job.Item,
            Occurrence = job.Occurrence,
            ExitCode = outcome.ExitCode,
            Signal = outcome.Signal,
            TimedOut = outcome.TimedOut,
            // Nobody changes the bytes any more, so they need no copy.
            Output = UnsafeByteOperations.UnsafeWrap(outcome.Output),
            Truncated = outcome.Truncated,
            StartUtcMs = outcome.StartUtcMilliseconds,
            DurationUs = (long)outcome.Duration.TotalMicroseconds,
            CpuUs = (long)outcome.Cpu.TotalMicroseconds,
            Failure = outcome.Failure ?? "",
        };
    }

    private static CommandInvocation Invocation(Job job)
    {
        var invocation = JobInvocation.Of(job);
        return job.Kind == WorkKind.Check
            ? invocation
            : invocation with { Environment = invocation.Environment.Add(new(IdVariable, job.Id.ToString(CultureInfo.InvariantCulture))) };
    }
}
