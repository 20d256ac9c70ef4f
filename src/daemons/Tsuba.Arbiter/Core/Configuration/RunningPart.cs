using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Dispatch.Placement;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>A part ready to be sent.</summary>
/// <param name="Plan">Its hosts and its home.</param>
/// <param name="Manifest">Its chunks; the generation is the one in which this content appeared first.</param>
/// <param name="Chunks">Content by hash.</param>
/// <param name="ContentHash">One hash for all of it, generation apart, in hexadecimal.</param>
public sealed record RunningPart(PartPlan Plan, ConfigurationManifest Manifest, ImmutableDictionary<ByteString, ByteString> Chunks, string ContentHash);
