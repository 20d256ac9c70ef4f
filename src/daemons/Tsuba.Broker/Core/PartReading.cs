using System.Collections.Immutable;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Core;

/// <summary>What a reply brought.</summary>
/// <param name="Image">A complete image for the tables, or null.</param>
/// <param name="Frames">Frames for tables and modules.</param>
public sealed record PartReading(PartImage? Image, ImmutableArray<EventFrame> Frames)
{
    /// <summary>One page of an image that is not complete yet.</summary>
    public static PartReading Nothing { get; } = new(null, []);
}
