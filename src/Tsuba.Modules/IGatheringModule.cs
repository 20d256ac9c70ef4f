using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules;

/// <summary>
/// A module that keeps what several parts tell by one durable write, which costs it about as much as keeping the events of one part.
/// Events that arrive one after the other are delivered to it together, at most once in <see cref="Pace"/>; the first after a quiet time at once.
/// </summary>
public interface IGatheringModule : IBrokerModule
{
    /// <summary>Least time from one delivery to the next; events wait in the module's queue meanwhile. Ten waits for the disk a second are seldom felt.</summary>
    TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    /// <summary>Takes events of some parts: a part may come several times, its events in order. Returning means all are kept; throwing means all come again.</summary>
    ValueTask HandleAsync(IReadOnlyList<PartEvents> gathered, CancellationToken cancellationToken);

    ValueTask IBrokerModule.HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken) =>
        HandleAsync([new PartEvents(part, frames)], cancellationToken);
}
