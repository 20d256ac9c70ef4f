using System.Collections.Immutable;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>With whom a poller or reactionner works, as the arbiter said last.</summary>
/// <param name="Generation">Generation of the links.</param>
/// <param name="Schedulers">Schedulers.</param>
/// <param name="Owners">Owner of each part; only parts whose scheduler is among <paramref name="Schedulers"/>.</param>
/// <param name="Settings">Properties of the daemon's own object.</param>
public sealed record WorkLinks(
    long Generation,
    ImmutableArray<PeerAddress> Schedulers,
    ImmutableArray<(PartId Part, Epoch Epoch, string Scheduler)> Owners,
    WorkSettings Settings)
{
    /// <summary>Reads the message of the arbiter.</summary>
    public static WorkLinks From(PutLinksRequest request)
    {
        ImmutableArray<PeerAddress> schedulers =
        [
            .. request.Daemons
                .Where(static daemon => string.Equals(daemon.Role, "scheduler", StringComparison.Ordinal))
                .DistinctBy(static daemon => daemon.Name, StringComparer.Ordinal)
                .Select(static daemon => new PeerAddress(DaemonRole.Scheduler, daemon.Name, daemon.Host, daemon.Port)),
        ];
        var known = schedulers.Select(static scheduler => scheduler.Name).ToHashSet(StringComparer.Ordinal);
        return new WorkLinks(
            request.Generation,
            schedulers,
            [
                .. request.Parts
                    .Where(part => part.Stamp is not null && known.Contains(part.Scheduler))
                    .Select(static part => (new PartId(part.Stamp.Part), Epoch.FromPacked(part.Stamp.Epoch), part.Scheduler)),
            ],
            WorkSettings.From(request.Settings));
    }
}
