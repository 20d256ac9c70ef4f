namespace Tsuba.Modules.Console.Api;

/// <summary>The last event of a stream that ends by itself.</summary>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record ApiStreamEnd(string Reason);
