namespace Tsuba.Modules.Availability;

/// <summary>A state of an item, from its begin until the next one begins.</summary>
/// <param name="BeginUtcMilliseconds">When it began.</param>
/// <param name="State">State id, 0 to 3.</param>
/// <param name="IsHard">Whether it was hard.</param>
public readonly record struct StateSpan(long BeginUtcMilliseconds, int State, bool IsHard);
