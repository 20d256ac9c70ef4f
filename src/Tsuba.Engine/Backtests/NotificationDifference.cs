using Tsuba.Model.Items;

namespace Tsuba.Engine.Backtests;

/// <summary>A contact is told on one side only.</summary>
/// <param name="UtcMilliseconds">When.</param>
/// <param name="Side">On which side.</param>
/// <param name="Item">What it is about.</param>
/// <param name="Contact">Who is told.</param>
/// <param name="Type">PROBLEM, RECOVERY, ….</param>
/// <param name="State">State of the item.</param>
public sealed record NotificationDifference(long UtcMilliseconds, BacktestSide Side, ItemName Item, string Contact, string Type, string State)
    : BacktestDifference(UtcMilliseconds, Side, Item);
