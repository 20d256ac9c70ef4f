namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>An order to read a source.</summary>
/// <param name="AcceptLoss">The source is as small as it looks: what it no longer holds vanishes.</param>
internal sealed record SourceReadRequest(bool? AcceptLoss);
