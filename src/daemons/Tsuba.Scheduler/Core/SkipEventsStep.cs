namespace Tsuba.Scheduler.Core;

/// <summary>Leaves out numbers of events that may have been read before the journal was damaged.</summary>
/// <param name="To">Next number to give out.</param>
public sealed record SkipEventsStep(ulong To) : PartInput;
