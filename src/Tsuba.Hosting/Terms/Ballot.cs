namespace Tsuba.Hosting.Terms;

/// <summary>
/// What a daemon knows of terms: the highest that it has seen, which arbiter has it, and until when it gives no other arbiter a higher one.
/// Without clock and disk. Source: design 2.4, docs/decisions/0056.
/// </summary>
public sealed class Ballot
{
    private const int LongestLeaseMs = 600_000;

    private long _leaseEnd;

    /// <summary>A ballot that goes on from what was kept. Who started again may have given a lease, and honours it.</summary>
    /// <param name="term">The highest term seen; 0: none.</param>
    /// <param name="holder">Who has it.</param>
    /// <param name="leaseEnd">Until when a lease given before the restart may last.</param>
    public Ballot(uint term, string holder, long leaseEnd)
    {
        Term = term;
        Holder = holder;
        _leaseEnd = term == 0 ? 0 : leaseEnd;
    }

    /// <summary>The highest term seen; 0: none.</summary>
    public uint Term { get; private set; }

    /// <summary>Which arbiter has it.</summary>
    public string Holder { get; private set; }

    /// <summary>Whether an arbiter would be granted a term.</summary>
    public bool WouldGrant(string arbiter, uint term, long nowMs) =>
        term >= Term && (arbiter == Holder || (term > Term && nowMs >= _leaseEnd));

    /// <summary>Grants a term, or some more time for it. What changed must be durable before the answer leaves.</summary>
    public bool Take(string arbiter, uint term, int leaseMs, long nowMs)
    {
        if (!WouldGrant(arbiter, term, nowMs))
        {
            return false;
        }

        Term = term;
        Holder = arbiter;
        _leaseEnd = nowMs + Math.Clamp(leaseMs, 0, LongestLeaseMs);
        return true;
    }

    /// <summary>
    /// Whether an order of an arbiter is to be obeyed: one of a lower term, or of another arbiter with the same term, is not. A higher
    /// term was given by others and is noted; it must be durable before the order has an effect.
    /// </summary>
    public bool Obeys(string arbiter, uint term)
    {
        if (term < Term || (term == Term && arbiter != Holder && Term > 0))
        {
            return false;
        }

        Term = term;
        Holder = term == 0 ? "" : arbiter;
        return true;
    }
}
