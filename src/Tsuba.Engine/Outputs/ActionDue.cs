using Tsuba.Model.Invocations;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs;

/// <summary>An action that a reactionner is to run now. Stays due, across restarts, until its receipt.</summary>
/// <param name="Id">Derived from item, problem, number, contact and command, so a replay gives the same id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Item">What it is about.</param>
/// <param name="Contact">Who is notified; empty for other kinds.</param>
/// <param name="Invocation">What to run.</param>
/// <param name="ReactionnerTag">Tag that the reactionner must carry; null: untagged.</param>
/// <param name="ModuleType">Kind of worker.</param>
/// <param name="DueUtcMilliseconds">When it was raised, by the wall clock.</param>
public sealed record ActionDue(
    ulong Id,
    ActionKind Kind,
    ItemId Item,
    string Contact,
    CommandInvocation Invocation,
    string? ReactionnerTag,
    string ModuleType,
    long DueUtcMilliseconds);
