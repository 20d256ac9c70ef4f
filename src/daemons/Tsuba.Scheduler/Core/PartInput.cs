namespace Tsuba.Scheduler.Core;

/// <summary>What a turn of a part is made of: an input of the engine, or something that happens to the part itself.</summary>
public abstract record PartInput;
