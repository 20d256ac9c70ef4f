namespace Tsuba.Modules.Console.Api;

/// <summary>Begin of an event stream.</summary>
/// <param name="Cursor">Events behind this place follow.</param>
public sealed record ApiStreamOpening(string Cursor);
