namespace Tsuba.Modules.Console.Api;

/// <summary>A line of the Nagios log.</summary>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="Id">Part and sequence: <c>1/42</c>.</param>
/// <param name="Text">The line without its time stamp.</param>
public sealed record ApiLine(double Time, string Id, string Text);
