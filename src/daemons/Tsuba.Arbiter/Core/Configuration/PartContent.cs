namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>What a part held when it was sent last.</summary>
/// <param name="Part">The part.</param>
/// <param name="Generation">Generation in which its content changed last.</param>
/// <param name="ContentHash">The content.</param>
public sealed record PartContent(int Part, long Generation, string ContentHash);
