namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A finding.</summary>
/// <param name="Severity">error, warning or information.</param>
/// <param name="Code">Code.</param>
/// <param name="File">File.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
/// <param name="Message">What is wrong.</param>
public sealed record FindingEntry(string Severity, string Code, string File, int Line, int Column, string Message);
