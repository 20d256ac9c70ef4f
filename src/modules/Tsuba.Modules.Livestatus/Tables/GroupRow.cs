using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A host or service in one of its groups: a row of the tables by group.</summary>
/// <param name="Item">The item.</param>
/// <param name="Group">A <see cref="LiveHostGroup"/> or <see cref="LiveServiceGroup"/>.</param>
internal sealed record GroupRow(LiveItem Item, object Group);
