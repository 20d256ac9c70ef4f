using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;

namespace Tsuba.Broker.Reading;

/// <summary>Who owns a part.</summary>
/// <param name="Epoch">Number of the ownership.</param>
/// <param name="Scheduler">The owner.</param>
public sealed record PartOwnership(Epoch Epoch, PeerAddress Scheduler);
