using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Configuration;

/// <summary>A configuration ready to travel: its manifest and the bytes behind each hash of it.</summary>
/// <param name="Manifest">Generation, profile and the hashes in order.</param>
/// <param name="Chunks">Content by SHA-256; equal chunks appear once.</param>
public sealed record EncodedConfiguration(
    ConfigurationManifest Manifest,
    ImmutableDictionary<ByteString, ByteString> Chunks)
{
    /// <summary>What was written, in the order of the manifest.</summary>
    internal ImmutableArray<EncodedChunk> Written { get; init; } = [];

    /// <summary>Whether the number of objects alone decided where it was cut, so that other values in the same objects leave the cut as it is.</summary>
    internal bool IsCutByNumber { get; init; }
}
