using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Realms;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Which schedulers may own or follow parts of a realm, best first.</summary>
internal sealed class SchedulerPool(ImmutableArray<DaemonNode> schedulers, RealmTree realms, LivenessTable liveness, EngineTime now)
{
    internal LifeSign Of(string scheduler) => liveness.Of(new DaemonKey(DaemonRole.Scheduler, scheduler), now);

    internal bool IsAlive(string? scheduler) => scheduler is not null && Of(scheduler) is LifeSign.Alive or LifeSign.Suspect;

    internal bool IsSpare(string scheduler) => schedulers.Any(node => node.Name == scheduler && node.IsSpare);

    internal bool IsConfigured(string scheduler) => schedulers.Any(node => node.Name == scheduler);

    /// <summary>
    /// Living schedulers other than <paramref name="except"/>: spares of the realm, spares of realms above (nearest first does not
    /// matter: a spare above serves all below it), then, if wanted, active ones of the realm. Among equals the least busy.
    /// </summary>
    internal IEnumerable<string> Candidates(string realm, string? except, bool withActive, Func<string, int> load) =>
        schedulers
            .Where(node => node.Name != except && Of(node.Name) == LifeSign.Alive)
            .Select(node => (node.Name, Rank: Rank(node, realm, realms)))
            .Where(entry => entry.Rank < (withActive ? 3 : 2))
            .OrderBy(entry => entry.Rank)
            .ThenBy(entry => load(entry.Name))
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => entry.Name);

    /// <summary>Whether a scheduler could own or follow parts of a realm, if it lived.</summary>
    internal static bool MayHold(DaemonNode node, string realm, RealmTree realms) => Rank(node, realm, realms) < 3;

    private static int Rank(DaemonNode node, string realm, RealmTree realms) =>
        node.IsSpare
            ? node.Realm == realm ? 0 : node.ManagesSubRealms && realms.IsWithin(realm, node.Realm) ? 1 : 3
            : node.Realm == realm ? 2 : 3;
}
