using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules;

/// <summary>Events of one part, in order.</summary>
/// <param name="Part">The part and how far it was read.</param>
/// <param name="Frames">Its frames.</param>
public sealed record PartEvents(PartStamp Part, IReadOnlyList<EventFrame> Frames)
{
    /// <summary>The events of all its frames.</summary>
    public IEnumerable<Event> Events => Frames.SelectMany(static frame => frame.Events);
}
