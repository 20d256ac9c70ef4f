namespace Tsuba.Arbiter.Core;

/// <summary>
/// How far the other arbiters have this one's state. What is ordered on the strength of a new state waits for them, since one of them goes
/// on from it; not for one that does not answer, and not for long: an arbiter that lags is waited for again when it has caught up.
/// </summary>
internal sealed class Replicas
{
    /// <summary>How long an order waits for the other arbiters.</summary>
    internal const long PatienceMs = 1_000;

    private readonly Dictionary<string, Replica> _replicas = new(StringComparer.Ordinal);

    /// <summary>Number of the state to be had; grows.</summary>
    internal long Version { get; private set; }

    /// <summary>The state has changed.</summary>
    internal void Changed() => Version++;

    /// <summary>Sets who the others are. What is known of those who stay is kept.</summary>
    internal void SetArbiters(IReadOnlyCollection<string> names)
    {
        foreach (var gone in _replicas.Keys.Where(name => !names.Contains(name)).ToList())
        {
            _replicas.Remove(gone);
        }

        foreach (var name in names)
        {
            _replicas.TryAdd(name, new Replica());
        }
    }

    /// <summary>Another arbiter has a state, durably.</summary>
    internal void Taken(string arbiter, long version)
    {
        if (_replicas.TryGetValue(arbiter, out var replica))
        {
            replica.Version = Math.Max(replica.Version, version);
            replica.IsLagging &= replica.Version < Version;
        }
    }

    /// <summary>Whether an arbiter has the newest state.</summary>
    internal bool Has(string arbiter) => _replicas.TryGetValue(arbiter, out var replica) && replica.Version == Version;

    /// <summary>Whether everyone who is waited for has a state.</summary>
    internal bool Have(long version, Func<string, bool> isAlive) =>
        _replicas.All(replica => replica.Value.Version >= version || replica.Value.IsLagging || !isAlive(replica.Key));

    /// <summary>Whoever does not have a state yet is not waited for any more.</summary>
    internal void GiveUp(long version)
    {
        foreach (var replica in _replicas.Values)
        {
            replica.IsLagging |= replica.Version < version;
        }
    }

    private sealed class Replica
    {
        internal long Version { get; set; }

        // Not waited for before it was heard of once.
        internal bool IsLagging { get; set; } = true;
    }
}
