using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Forecasts;

/// <summary>An item has another state, type, soft attempt or root cause than before.</summary>
/// <param name="UtcMilliseconds">When.</param>
/// <param name="Item">The item.</param>
/// <param name="State">UP, CRITICAL, ….</param>
/// <param name="StateType">Soft or hard.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="MaxAttempts">max_check_attempts in force.</param>
/// <param name="Output">First line of the output.</param>
/// <param name="IsRootProblem">Whether it is a root problem.</param>
/// <param name="RootCauses">The problems it suffers from, by name.</param>
public sealed record ForecastState(
    long UtcMilliseconds,
    ItemName Item,
    string State,
    StateType StateType,
    int Attempt,
    int MaxAttempts,
    string Output,
    bool IsRootProblem,
    ImmutableArray<ItemName> RootCauses) : ForecastEntry(UtcMilliseconds);
