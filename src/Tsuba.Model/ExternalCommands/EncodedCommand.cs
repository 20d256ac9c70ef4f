namespace Tsuba.Model.ExternalCommands;

/// <summary>Outcome of printing a command: exactly one of the two is there.</summary>
/// <param name="Line">The line without line end, or null.</param>
/// <param name="Refusal">Why there is none, or null.</param>
public readonly record struct EncodedCommand(string? Line, string? Refusal);
