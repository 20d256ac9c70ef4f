using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Where the business rule of an item comes from.</summary>
/// <param name="Item">The host or service.</param>
/// <param name="HostItem">Its host; itself for a host.</param>
/// <param name="Owner">Source of the item.</param>
/// <param name="Host">Source of its host; null: the host was taken over from another snapshot.</param>
internal sealed record RuleSource(ItemId Item, ItemId HostItem, ResolvedObject Owner, ResolvedObject? Host);
