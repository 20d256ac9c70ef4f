using Tsuba.Model.Invocations;

namespace Tsuba.Execution.Plugins;

/// <summary>One process to run.</summary>
/// <param name="Invocation">What, and for how long at most.</param>
/// <param name="MaxOutputBytes">How much of its output is kept; at least 1.</param>
/// <param name="State">Whatever the caller wants to find in <see cref="PluginResult.Request"/> again.</param>
public sealed record PluginRequest(CommandInvocation Invocation, int MaxOutputBytes, object? State);
