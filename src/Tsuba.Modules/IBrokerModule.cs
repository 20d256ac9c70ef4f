using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules;

/// <summary>
/// A module of the broker. It may read LiveState at any time; one that must see every event gets them here, from a queue of its
/// own with a byte limit, so a stuck module delays nobody else.
/// </summary>
public interface IBrokerModule : IModule
{
    /// <summary>Whether <see cref="HandleAsync"/> is wanted.</summary>
    bool WantsEvents { get; }

    /// <summary>Takes events of one part, in order. Returning means they are kept; throwing means they come again.</summary>
    ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken);
}
