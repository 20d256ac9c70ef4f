using Tsuba.Execution.Work;

namespace Tsuba.Poller.Core;

/// <summary>
/// The poller's decisions: a <see cref="WorkCore"/> that forgets a check as soon as its scheduler has the result. An occurrence
/// that is leased again after that was lost by its scheduler and is run again, which does no harm.
/// </summary>
public static class PollerCore
{
    /// <summary>Settings of the core.</summary>
    /// <param name="seed">Spreads the retries of many pollers.</param>
    public static WorkCoreOptions Options(ulong seed) => new() { Remembered = 0, Seed = seed };
}
