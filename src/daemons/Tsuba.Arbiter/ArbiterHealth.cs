namespace Tsuba.Arbiter;

/// <summary>What other threads may know of the arbiter; replaced as a whole after each step of the core.</summary>
/// <param name="Text">"ok", or what is wrong.</param>
/// <param name="Generation">Generation that runs.</param>
/// <param name="PendingCommands">Commands not answered.</param>
/// <param name="UnservedParts">Parts that nobody is known to run.</param>
internal sealed record ArbiterHealth(string Text, long Generation, long PendingCommands, int UnservedParts)
{
    internal static ArbiterHealth Starting { get; } = new("starting", 0, 0, 0);
}
