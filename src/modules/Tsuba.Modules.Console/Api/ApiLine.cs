namespace Tsuba.Modules.Console.Api;

/// <summary>A line of the Nagios log.</summary>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="Id">Part and sequence: <c>1/42</c>.</param>
/// <param name="Kind">alert, notification, flapping, downtime, eventhandler, externalcommand, passivecheck, state, timeperiod or other.</param>
/// <param name="Host">The host that it is about, if the configuration has it.</param>
/// <param name="Service">The service that it is about, if the configuration has it.</param>
/// <param name="Contact">The contact that it is about, or empty.</param>
/// <param name="Text">The line without its time stamp.</param>
public sealed record ApiLine(double Time, string Id, string Kind, string? Host, string? Service, string Contact, string Text);
