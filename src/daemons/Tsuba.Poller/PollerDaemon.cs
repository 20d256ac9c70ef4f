using Tsuba.Hosting.Daemons;
using Tsuba.Poller.Core;
using Tsuba.Workers;

namespace Tsuba.Poller;

/// <summary>The poller: runs the checks of its schedulers.</summary>
/// <param name="context">What a daemon is given.</param>
public sealed class PollerDaemon(DaemonContext context) : WorkerDaemon(context, Kind, PollerCore.Options, record: null)
{
    private static readonly WorkerKind Kind = new("poller", "Tsuba.Poller", Jobs: "Checks", Results: "Results");
}
