namespace Tsuba.Engine.Inputs;

/// <summary>
/// State of hosts from the part that had them before. Taken for items that are awaited, and for no other, so that it does no harm to
/// give it again.
/// </summary>
/// <param name="Generation">The configuration that waits for it; under another one it has no effect.</param>
/// <param name="State">A departure of the other part, as <see cref="SchedulerEngine.Departures"/> gives it.</param>
public sealed record HostsArrived(long Generation, ReadOnlyMemory<byte> State) : EngineInput;
