namespace Tsuba.Modules.Console.Api;

/// <summary>Why a request was not carried out.</summary>
/// <param name="Error">One sentence.</param>
public sealed record ApiError(string Error);
