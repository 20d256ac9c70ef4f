using Tsuba.Model.Invocations;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs;

/// <summary>A check that a poller is to run now. Stays due, across restarts, until its result or its orphanage.</summary>
/// <param name="Item">What is checked.</param>
/// <param name="Occurrence">Number of this check of the item; grows by one with each.</param>
/// <param name="DueUtcMilliseconds">When it was planned for, by the wall clock.</param>
/// <param name="Invocation">What to run.</param>
/// <param name="PollerTag">Tag that the poller must carry; null: untagged.</param>
/// <param name="ModuleType">Kind of worker; <c>fork</c> by default.</param>
/// <param name="Priority">Lower goes first.</param>
public sealed record CheckDue(
    ItemId Item,
    ulong Occurrence,
    long DueUtcMilliseconds,
    CommandInvocation Invocation,
    string? PollerTag,
    string ModuleType,
    int Priority);
