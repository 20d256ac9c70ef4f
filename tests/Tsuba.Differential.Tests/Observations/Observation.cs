namespace Tsuba.Differential.Tests.Observations;

/// <summary>Something that one of the two did with an item, in words that both have in common.</summary>
/// <param name="At">Seconds from the start.</param>
/// <param name="Item">Host, or host and service.</param>
/// <param name="Stream">Where it was seen; streams are compared one by one.</param>
/// <param name="Text">What.</param>
internal sealed record Observation(long At, string Item, ObservationStream Stream, string Text);
