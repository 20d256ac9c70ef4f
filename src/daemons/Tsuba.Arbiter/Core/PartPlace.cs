using Tsuba.Dispatch.Daemons;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

/// <summary>Where a part is.</summary>
/// <param name="Owner">The scheduler that owns it.</param>
/// <param name="Stamp">Under which ownership.</param>
/// <param name="Generation">Generation of its configuration.</param>
public sealed record PartPlace(DaemonNode Owner, PartStamp Stamp, long Generation);
