using System.Collections.Immutable;
using Tsuba.Model.Objects;

namespace Tsuba.LiveState;

/// <summary>A service group over all parts.</summary>
/// <param name="Group">What is configured; its own member list knows one part only.</param>
/// <param name="Members">Members of all parts, by host and description.</param>
public sealed record LiveServiceGroup(ServiceGroup Group, ImmutableArray<LiveService> Members);
