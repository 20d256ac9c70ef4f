namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>Who asks.</summary>
/// <param name="User">Name.</param>
/// <param name="Right">viewer, editor or publisher.</param>
/// <param name="Objects">Patterns of the objects that may be edited; empty: all.</param>
/// <param name="FormToken">Goes with every request that changes something, as header X-form_token; a token needs none.</param>
public sealed record SignedIn(string User, string Right, IReadOnlyList<string> Objects, string FormToken);
