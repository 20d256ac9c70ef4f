using Tsuba.Execution.Work;

namespace Tsuba.Reactionner.Core;

/// <summary>
/// The reactionner's decisions: a <see cref="WorkCore"/> that remembers what it has done, over its own death too (decision 0058). Running a check
/// twice does no harm; sending a notification twice does. An action that is leased again, since the receipt was lost or its part has a new owner, is
/// answered from memory. A new owner is told, without having asked, what was done for its part lately.
/// </summary>
public static class ReactionnerCore
{
    /// <summary>Actions remembered after their receipt was taken. With at most 1 KiB of output each they need some 30 MB.</summary>
    public const int Remembered = 10_000;

    /// <summary>Settings of the core.</summary>
    /// <param name="seed">Spreads the retries of many reactionners.</param>
    public static WorkCoreOptions Options(ulong seed) => new() { Remembered = Remembered, Restamps = true, Records = true, Seed = seed };
}
