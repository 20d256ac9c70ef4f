using Tsuba.Dispatch.Daemons;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

/// <summary>Tell a satellite with whom it works.</summary>
/// <param name="Satellite">Whom.</param>
/// <param name="Request">What.</param>
public sealed record PushLinks(DaemonKey Satellite, PutLinksRequest Request);
