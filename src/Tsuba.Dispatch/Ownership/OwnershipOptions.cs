namespace Tsuba.Dispatch.Ownership;

/// <summary>How ownership is planned.</summary>
/// <param name="AbsorbParts">Whether an active scheduler takes the parts of a dead one where no spare is left (<c>absorb_parts</c>; the original lets them wait).</param>
/// <param name="RetryAfter">First wait after a failed action; doubled up to <paramref name="RetryCeiling"/>.</param>
/// <param name="RetryCeiling">Longest wait.</param>
/// <param name="OwnerPatience">How long a part without a complete copy elsewhere waits for its owner before it goes on with less.</param>
public sealed record OwnershipOptions(bool AbsorbParts, TimeSpan RetryAfter, TimeSpan RetryCeiling, TimeSpan OwnerPatience)
{
    /// <summary>How long the disk of an owner may refuse before its complete copy takes over: a hiccup moves nothing.</summary>
    public TimeSpan DiskPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Absorb; 0.5 s to 15 s; wait for two minutes, in which a machine starts again.</summary>
    public static OwnershipOptions Default { get; } = new(true, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2));
}
