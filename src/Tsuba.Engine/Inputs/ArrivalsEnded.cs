using System.Collections.Immutable;

namespace Tsuba.Engine.Inputs;

/// <summary>No more state comes for these hosts. What is still awaited of them begins as new items do.</summary>
/// <param name="Generation">The configuration that waits for them; under another one it has no effect.</param>
/// <param name="Hosts">Names of hosts.</param>
public sealed record ArrivalsEnded(long Generation, ImmutableArray<string> Hosts) : EngineInput;
