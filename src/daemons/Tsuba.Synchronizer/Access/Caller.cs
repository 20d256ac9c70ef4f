using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Access;

/// <summary>Somebody who asks.</summary>
/// <param name="Name">User, contact or token.</param>
/// <param name="Right">What the caller may do.</param>
/// <param name="Objects">Patterns of ids (<c>host/web-*</c>) of the objects that the caller may edit; empty: all.</param>
public sealed record Caller(string Name, Right Right, ImmutableArray<string> Objects);
