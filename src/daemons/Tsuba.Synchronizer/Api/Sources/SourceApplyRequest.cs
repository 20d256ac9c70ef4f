namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>An order to write proposals into staging.</summary>
/// <param name="Version">The commit of staging that the proposals were made for; absent: whatever it is now.</param>
/// <param name="Objects">Names of the objects whose proposals are wanted; absent: all.</param>
internal sealed record SourceApplyRequest(string? Version, IReadOnlyList<string>? Objects);
