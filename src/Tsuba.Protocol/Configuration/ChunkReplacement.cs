using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Model.Definitions;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Configuration;

/// <summary>
/// Encodes a configuration from the one before where only values of some objects differ: the chunks of those are written anew, all others stay. The
/// outcome is that of <see cref="ConfigurationChunks.Encode(ResolvedConfiguration, ChunkCache)"/>.
/// </summary>
/// <param name="changes">Objects of the configuration before, each with the one of the same type and key that takes its place.</param>
/// <param name="cache">Chunks of earlier configurations.</param>
public sealed class ChunkReplacement(IReadOnlyDictionary<ResolvedObject, ResolvedObject> changes, ChunkCache cache)
{
    /// <summary>How many of the objects were found so far. Unless it is the number of changes in the end, something else differs as well.</summary>
    public int Found { get; private set; }

    /// <summary>The encoded configuration; null where the cut may be another one, so the whole has to be encoded.</summary>
    /// <param name="before">The one before.</param>
    /// <param name="generation">The new generation.</param>
    public EncodedConfiguration? Apply(EncodedConfiguration before, long generation)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (!before.IsCutByNumber)
        {
            return null;
        }

        var written = before.Written.ToBuilder();
        var isChanged = false;
        for (var index = 0; index < written.Count; index++)
        {
            if (Replace(written[index].Objects) is { } objects)
            {
                if (!ConfigurationChunks.Fits(objects))
                {
                    return null;
                }

                written[index] = ConfigurationChunks.Write(objects, cache);
                isChanged = true;
            }
            else
            {
                cache.Keep(written[index]);
            }
        }

        var manifest = new ConfigurationManifest { Generation = generation, Profile = before.Manifest.Profile };
        foreach (var chunk in written)
        {
            manifest.Chunks.Add(chunk.Hash);
            manifest.TotalBytes += chunk.Content.Length;
        }

        return isChanged
            ? before with { Manifest = manifest, Chunks = Contents(written), Written = written.DrainToImmutable() }
            : before with { Manifest = manifest };
    }

    private static ImmutableDictionary<ByteString, ByteString> Contents(IEnumerable<EncodedChunk> written)
    {
        var contents = ImmutableDictionary.CreateBuilder<ByteString, ByteString>();
        foreach (var chunk in written)
        {
            contents[chunk.Hash] = chunk.Content;
        }

        return contents.ToImmutable();
    }

    // Null: none of them changes.
    private ResolvedObject[]? Replace(ResolvedObject[] objects)
    {
        ResolvedObject[]? replaced = null;
        for (var index = 0; index < objects.Length; index++)
        {
            if (changes.TryGetValue(objects[index], out var after))
            {
                replaced ??= [.. objects];
                replaced[index] = after;
                Found++;
            }
        }

        return replaced;
    }
}
