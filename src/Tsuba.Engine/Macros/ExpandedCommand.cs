using System.Diagnostics.CodeAnalysis;
using Tsuba.Model.Invocations;

namespace Tsuba.Engine.Macros;

/// <summary>Outcome of expanding a command call: exactly one of the two is there.</summary>
/// <param name="Invocation">What to run, or null.</param>
/// <param name="Refusal">Why it is not run, for the log and the item's output; or null.</param>
public readonly record struct ExpandedCommand(CommandInvocation? Invocation, string? Refusal)
{
    /// <summary>Whether there is something to run.</summary>
    [MemberNotNullWhen(true, nameof(Invocation))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool CanRun => Invocation is not null;
}
