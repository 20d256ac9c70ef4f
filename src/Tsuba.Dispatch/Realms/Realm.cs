using System.Collections.Immutable;

namespace Tsuba.Dispatch.Realms;

/// <summary>A realm. Source: reference/shinken.md 2.3.</summary>
/// <param name="Name">realm_name.</param>
/// <param name="Members">Names of its direct sub-realms.</param>
/// <param name="BrokerCompleteLinks">Every broker of the realm takes every scheduler of the realm.</param>
public sealed record Realm(string Name, ImmutableArray<string> Members, bool BrokerCompleteLinks);
