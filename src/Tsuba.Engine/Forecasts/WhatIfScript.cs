using System.Collections.Immutable;
using Tsuba.Engine.Scenarios;

namespace Tsuba.Engine.Forecasts;

/// <summary>A script that was read.</summary>
/// <param name="Events">What is assumed, in the order of the lines.</param>
/// <param name="Errors">What cannot be understood; with one of them there is nothing to run.</param>
public sealed record WhatIfScript(ImmutableArray<WhatIfEvent> Events, ImmutableArray<ScenarioFinding> Errors)
{
    /// <summary>When the last event begins or ends; null: there is none.</summary>
    public long? LastUtcMilliseconds => Events.IsEmpty
        ? null
        : Events.Max(happens => Math.Max(happens.FromUtcMilliseconds, (happens as AssumedAnswer)?.UntilUtcMilliseconds ?? 0));
}
