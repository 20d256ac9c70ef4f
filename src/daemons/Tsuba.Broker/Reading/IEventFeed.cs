using System.Collections.Immutable;
using Tsuba.Broker.Core;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Reading;

/// <summary>Where a reader puts what it read. Calls of one part come one after the other.</summary>
public interface IEventFeed
{
    /// <summary>New definitions of a part.</summary>
    void Definitions(int part, ConfigurationSnapshot snapshot);

    /// <summary>The whole state of a part.</summary>
    void Image(PartStamp stamp, PartImage image);

    /// <summary>Frames in order, and where to go on behind them; returns when the tables show them and the modules' queues hold them.</summary>
    ValueTask FramesAsync(PartStamp stamp, ImmutableArray<EventFrame> frames, EventPosition next, CancellationToken cancellationToken);
}
