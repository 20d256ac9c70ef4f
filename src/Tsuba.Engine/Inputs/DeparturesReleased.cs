namespace Tsuba.Engine.Inputs;

/// <summary>Everything that left has arrived where it belongs: what is kept of it can go.</summary>
/// <param name="Generation">The configuration that sent it away; under another one it has no effect.</param>
public sealed record DeparturesReleased(long Generation) : EngineInput;
