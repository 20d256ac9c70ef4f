namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A value in the end.</summary>
/// <param name="Name">Property.</param>
/// <param name="Value">Value; null: cancelled.</param>
/// <param name="Origin">own, template, group, host or other.</param>
/// <param name="From">Id of the definition that gives it.</param>
/// <param name="File">Where it is written.</param>
/// <param name="Line">Line there.</param>
public sealed record EffectiveEntry(string Name, string? Value, string Origin, string? From, string File, int Line);
