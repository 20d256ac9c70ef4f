namespace Tsuba.Modules.Console.Api;

/// <summary>What became of a command.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">pending, applied or refused.</param>
/// <param name="Text">The answer in words.</param>
public sealed record ApiCommandFate(string Id, string State, string Text);
