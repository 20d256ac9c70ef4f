using System.Collections.Immutable;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Core;

/// <summary>The whole state of a part as events.</summary>
/// <param name="Frames">Definitions first.</param>
/// <param name="NextSequence">First sequence that is not in it.</param>
public sealed record PartImage(ImmutableArray<EventFrame> Frames, ulong NextSequence);
