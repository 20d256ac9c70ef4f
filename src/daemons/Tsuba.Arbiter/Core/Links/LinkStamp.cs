namespace Tsuba.Arbiter.Core.Links;

/// <summary>Version of what a satellite is to be told.</summary>
/// <param name="Satellite">role-name.</param>
/// <param name="Generation">Generation of the links.</param>
/// <param name="ContentHash">Hash of the content, in hexadecimal.</param>
public sealed record LinkStamp(string Satellite, long Generation, string ContentHash);
