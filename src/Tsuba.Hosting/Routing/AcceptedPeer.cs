using Tsuba.Hosting.Pki;

namespace Tsuba.Hosting.Routing;

/// <summary>Who is at the other end of a connection, as the handshake showed.</summary>
/// <param name="Identity">The peer.</param>
/// <param name="By">The identity, and with it the trust, that accepted it.</param>
/// <param name="Ends">End of the peer's certificate.</param>
internal sealed record AcceptedPeer(PeerIdentity Identity, TlsIdentity By, DateTimeOffset Ends);
