using Tsuba.Model.Definitions;

namespace Tsuba.Protocol.Configuration;

/// <summary>What came out of a manifest and its chunks.</summary>
/// <param name="Configuration">The configuration; null where it could not be read.</param>
/// <param name="Refusal">Why not, in words; empty where it could.</param>
public sealed record DecodedConfiguration(ResolvedConfiguration? Configuration, string Refusal);
