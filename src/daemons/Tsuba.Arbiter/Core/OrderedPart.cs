using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Configuration;

namespace Tsuba.Arbiter.Core;

/// <summary>What the owner of a part is ordered to run.</summary>
/// <param name="Part">The compiled part of a configuration.</param>
/// <param name="Leaving">Hosts that the part gives up with it, in ordinal order.</param>
/// <param name="Awaited">Hosts whose state the part must wait for, in ordinal order.</param>
public sealed record OrderedPart(RunningPart Part, ImmutableArray<string> Leaving, ImmutableArray<string> Awaited);
