using System.Collections.Immutable;
using Tsuba.Model.Objects;

namespace Tsuba.LiveState;

/// <summary>A host group over all parts.</summary>
/// <param name="Group">What is configured; its own member list knows one part only.</param>
/// <param name="Members">Members of all parts, by name.</param>
public sealed record LiveHostGroup(HostGroup Group, ImmutableArray<LiveHost> Members);
