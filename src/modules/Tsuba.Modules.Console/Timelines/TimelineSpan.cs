namespace Tsuba.Modules.Console.Timelines;

/// <summary>How an item was over a span of time.</summary>
/// <param name="Kind"><c>state</c>, <c>downtime</c> or <c>flapping</c>.</param>
/// <param name="FromUtcMilliseconds">Begin.</param>
/// <param name="ToUtcMilliseconds">End.</param>
/// <param name="State">State id; −1 for a downtime or flapping.</param>
/// <param name="IsHard">Whether the state was hard.</param>
/// <param name="Text">Output that came with the state, or comment of the downtime.</param>
public sealed record TimelineSpan(string Kind, long FromUtcMilliseconds, long ToUtcMilliseconds, int State, bool IsHard, string Text);
