using Microsoft.Extensions.Logging;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Daemons;
using Tsuba.Journal.Files;
using Tsuba.Reactionner.Core;
using Tsuba.Reactionner.Records;
using Tsuba.Workers;

namespace Tsuba.Reactionner;

/// <summary>
/// The reactionner: runs the commands of notifications, event handlers and the like. A command that fails is reported as failed, with
/// its output, and not tried again (reference/shinken.md 4.6); one that cannot be started is leased again by its scheduler. What is started and how it
/// ends is on disk before it has an effect elsewhere (decision 0058).
/// </summary>
public sealed partial class ReactionnerDaemon : WorkerDaemon
{
    private static readonly WorkerKind Kind = new("reactionner", "Tsuba.Reactionner", Jobs: "Actions", Results: "Receipts");

    /// <summary>A reactionner that goes on where its run before stopped.</summary>
    /// <param name="context">What a daemon is given.</param>
    public ReactionnerDaemon(DaemonContext context)
        : base(context, Kind, ReactionnerCore.Options, OpenRecord(context))
    {
    }

    private static ActionRecord OpenRecord(DaemonContext context)
    {
        var logger = context.Loggers.CreateLogger<ReactionnerDaemon>();
        var record = ActionRecord.Open(DiskFiles.Instance, Path.Combine(context.StateDirectory, "actions"), ReactionnerCore.Remembered, context.Time);
        foreach (var finding in record.Findings)
        {
            LogFinding(logger, finding.File, finding.Offset, finding.Text);
        }

        if (record.Unread > 0)
        {
            LogUnread(logger, record.Unread);
        }

        foreach (var work in record.Works.Where(static work => work.Result is null))
        {
            LogInterrupted(logger, work.Item.Id, work.Item.Part, WorkCore.CopyVariable);
        }

        return record;
    }

    [LoggerMessage(3010, LogLevel.Warning, "Record of actions: {File} at {Offset}: {Text}")]
    private static partial void LogFinding(ILogger logger, string file, long offset, string text);

    [LoggerMessage(3011, LogLevel.Warning, "Record of actions: {Count} entries of another version are not understood")]
    private static partial void LogUnread(ILogger logger, int count);

    [LoggerMessage(
        3012,
        LogLevel.Warning,
        "Action {Id} of part {Part} was under way when the run before ended: where it is leased again, it runs again under the same id, with {Variable}=1")]
    private static partial void LogInterrupted(ILogger logger, ulong id, Tsuba.Model.Items.PartId part, string variable);
}
