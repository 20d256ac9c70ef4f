using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Dispatch.Placement;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>A part ready to be sent.</summary>
/// <param name="Plan">Its hosts and its home.</param>
/// <param name="Encoded">Its chunks.</param>
/// <param name="ContentHash">One hash for all of it, generation apart, in hexadecimal.</param>
public sealed record RunningPart(PartPlan Plan, EncodedConfiguration Encoded, string ContentHash)
{
    /// <summary>Its chunks by hash; the generation is the one in which this content appeared first.</summary>
    public ConfigurationManifest Manifest => Encoded.Manifest;

    /// <summary>Content by hash.</summary>
    public ImmutableDictionary<ByteString, ByteString> Chunks => Encoded.Chunks;
}
