using Tsuba.Model.Items;

namespace Tsuba.Engine.Backtests;

/// <summary>An item has come into a state on one side, or on both after they differed.</summary>
/// <param name="UtcMilliseconds">When.</param>
/// <param name="Side">On which side.</param>
/// <param name="Item">The item.</param>
/// <param name="State">State and type, as <c>CRITICAL HARD</c>; or PENDING.</param>
public sealed record StateDifference(long UtcMilliseconds, BacktestSide Side, ItemName Item, string State) : BacktestDifference(UtcMilliseconds, Side, Item);
