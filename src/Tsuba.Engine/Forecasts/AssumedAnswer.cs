using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Forecasts;

/// <summary><c>down</c> and <c>state</c>: what the plugin of an item says for a while.</summary>
/// <param name="Line">Line of the script.</param>
/// <param name="FromUtcMilliseconds">From then on.</param>
/// <param name="UntilUtcMilliseconds">Before then; null: to the end.</param>
/// <param name="Item">The item.</param>
/// <param name="Answer">What its plugin says.</param>
public sealed record AssumedAnswer(int Line, long FromUtcMilliseconds, long? UntilUtcMilliseconds, ItemName Item, PluginAnswer Answer)
    : WhatIfEvent(Line, FromUtcMilliseconds)
{
    /// <summary>Whether it holds at a time.</summary>
    public bool HoldsAt(long utcMilliseconds) =>
        utcMilliseconds >= FromUtcMilliseconds && !(utcMilliseconds >= UntilUtcMilliseconds);
}
