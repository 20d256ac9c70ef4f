using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Model.Definitions;

/// <summary>A whole configuration, or the share of one part, in resolved form.</summary>
/// <param name="Profile">Whose semantics it asks for.</param>
/// <param name="Generation">Grows with every accepted configuration of a site; 0 before it is given out.</param>
/// <param name="Objects">All objects, by type and then by key in ordinal order. Exactly one has type Main.</param>
public sealed record ResolvedConfiguration(
    CompatibilityProfile Profile,
    long Generation,
    ImmutableArray<ResolvedObject> Objects);
