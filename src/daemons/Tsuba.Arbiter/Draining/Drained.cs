using Tsuba.Hosting.Peers;

namespace Tsuba.Arbiter.Draining;

/// <summary>Whose buffer is drained.</summary>
/// <param name="Peer">Where it is; null: the arbiter's own.</param>
internal sealed record Drained(PeerAddress? Peer);
