namespace Tsuba.Modules.Console.Api;

/// <summary>The number of something that was made.</summary>
/// <param name="Id">The number.</param>
public sealed record ApiNumber(long Id);
