using Tsuba.Model.Items;

namespace Tsuba.Engine.Backtests;

/// <summary>Something that is so on one side and not on the other at that moment.</summary>
/// <param name="UtcMilliseconds">When, milliseconds since 1970.</param>
/// <param name="Side">On which side.</param>
/// <param name="Item">What it is about.</param>
public abstract record BacktestDifference(long UtcMilliseconds, BacktestSide Side, ItemName Item);
