namespace Tsuba.Hosting.Lifecycle;

/// <summary>What came of giving memory back.</summary>
/// <param name="Before">Bytes that the heap had of the machine.</param>
/// <param name="After">Bytes that it has now.</param>
/// <param name="Paused">How long every thread waited in all.</param>
/// <param name="LongestPause">How long they waited at a time, at most.</param>
internal readonly record struct GivenBack(long Before, long After, TimeSpan Paused, TimeSpan LongestPause);
