using Tsuba.Hosting.Daemons;
using Tsuba.Reactionner.Core;
using Tsuba.Workers;

namespace Tsuba.Reactionner;

/// <summary>
/// The reactionner: runs the commands of notifications, event handlers and the like. A command that fails is reported as failed, with
/// its output, and not tried again (reference/shinken.md 4.6).
/// </summary>
/// <param name="context">What a daemon is given.</param>
public sealed class ReactionnerDaemon(DaemonContext context) : WorkerDaemon(context, Kind, ReactionnerCore.Options)
{
    private static readonly WorkerKind Kind = new("reactionner", "Tsuba.Reactionner", Jobs: "Actions", Results: "Receipts");
}
