namespace Tsuba.Modules.Console.Api;

/// <summary>How an item was over a span of time.</summary>
/// <param name="Kind">state, downtime or flapping.</param>
/// <param name="From">Begin, seconds since 1970.</param>
/// <param name="To">End, seconds since 1970.</param>
/// <param name="State">Name of the state; null for a downtime or flapping.</param>
/// <param name="IsHard">Whether the state was hard.</param>
/// <param name="Text">Output that came with the state, or comment of the downtime.</param>
public sealed record ApiSpan(string Kind, double From, double To, string? State, bool IsHard, string Text);
