using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Events;

/// <summary>
/// How far a module has kept the events of one part. An event is known if neither its number nor its time is beyond that: numbers
/// begin anew where a scheduler lost its disk, but time goes on.
/// </summary>
/// <param name="Sequence">Number of the last event.</param>
/// <param name="UtcMilliseconds">Newest time of an event.</param>
public readonly record struct EventMark(ulong Sequence, long UtcMilliseconds)
{
    /// <summary>Whether the event is kept already.</summary>
    public bool Knows(Event happened) => happened.Sequence <= Sequence && happened.UtcMs <= UtcMilliseconds;

    /// <summary>The mark behind an event that is not known.</summary>
    public EventMark Take(Event happened) => new(happened.Sequence, Math.Max(UtcMilliseconds, happened.UtcMs));
}
