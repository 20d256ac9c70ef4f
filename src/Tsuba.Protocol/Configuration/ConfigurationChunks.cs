using System.Collections.Immutable;
using System.Security.Cryptography;
using Google.Protobuf;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Configuration;

/// <summary>
/// Configuration in content-addressed chunks of at most 4 MiB (design 2.7). The cut depends on the objects alone: objects of a
/// type are put into buckets by the hash of their key, and a bucket that grows too large is halved by the next bit of the hash,
/// so a changed object touches one chunk and an added one touches one or two. Locations do not travel.
/// </summary>
public static class ConfigurationChunks
{
    /// <summary>No chunk is larger.</summary>
    public const int MaxChunkBytes = 4 * 1024 * 1024;

    private const int MaxObjectsPerChunk = 1024;

    // UTF-8 needs at most three bytes for a UTF-16 unit, so a full bucket stays below MaxChunkBytes.
    private const int MaxCharactersPerChunk = 1024 * 1024;
    private const int MaxCharactersPerPiece = 512 * 1024;
    private const int MaxHashBits = 40;

    /// <summary>SHA-256 of a chunk's bytes: its name in manifests.</summary>
    public static ByteString Hash(ReadOnlySpan<byte> content) => ByteString.CopyFrom(SHA256.HashData(content));

    /// <summary>One name for everything that a manifest stands for, generation apart: SHA-256 of profile and hashes.</summary>
    public static ByteString ContentHash(ConfigurationManifest manifest)
    {
        var content = manifest.Clone();
        content.Generation = 0;
        content.TotalBytes = 0;
        return Hash(content.ToByteArray());
    }

    /// <summary>Cuts a configuration. Equal objects give equal bytes.</summary>
    public static EncodedConfiguration Encode(ResolvedConfiguration configuration) => Encode(configuration, new ChunkCache());

    /// <summary>Cuts a configuration; chunks whose objects are the very ones of an earlier configuration are taken from a cache.</summary>
    public static EncodedConfiguration Encode(ResolvedConfiguration configuration, ChunkCache cache) =>
        Encode(configuration, cache, MaxObjectsPerChunk);

    /// <summary>Cuts into smaller chunks than schedulers are given: tests need many of them.</summary>
    internal static EncodedConfiguration Encode(ResolvedConfiguration configuration, ChunkCache cache, int objectsPerChunk)
    {
        var manifest = new ConfigurationManifest
        {
            Generation = configuration.Generation,
            Profile = (uint)configuration.Profile,
        };
        var chunks = ImmutableDictionary.CreateBuilder<ByteString, ByteString>();
        var written = ImmutableArray.CreateBuilder<EncodedChunk>();
        var buckets = Buckets(configuration.Objects, objectsPerChunk, out var isCutByNumber);
        foreach (var bucket in buckets)
        {
            var chunk = cache.Find(bucket) ?? Write([.. bucket], cache);
            manifest.Chunks.Add(chunk.Hash);
            manifest.TotalBytes += chunk.Content.Length;
            chunks[chunk.Hash] = chunk.Content;
            written.Add(chunk);
        }

        return new EncodedConfiguration(manifest, chunks.ToImmutable()) { Written = written.ToImmutable(), IsCutByNumber = isCutByNumber };
    }

    /// <summary>Puts a configuration together again; bad content is a refusal, not an exception.</summary>
    /// <param name="manifest">What it is made of.</param>
    /// <param name="find">Content of a hash that was checked when it was stored, or null where it is not there.</param>
    public static DecodedConfiguration Decode(ConfigurationManifest manifest, Func<ByteString, ByteString?> find)
    {
        var reader = new ChunkReader();
        if (Read(manifest, find, reader, (_, _) => { }) is { } refusal)
        {
            return new DecodedConfiguration(null, refusal);
        }

        return new DecodedConfiguration(Finish(manifest, reader), "");
    }

    /// <summary>Takes all chunks of a manifest; returns why they cannot be read, or null.</summary>
    /// <param name="manifest">What is wanted.</param>
    /// <param name="find">Content of a hash.</param>
    /// <param name="reader">Takes the objects.</param>
    /// <param name="taken">Told the hash of each chunk, and how many objects there were before it.</param>
    internal static string? Read(ConfigurationManifest manifest, Func<ByteString, ByteString?> find, ChunkReader reader, Action<ByteString, int> taken)
    {
        if (manifest.Profile > (uint)CompatibilityProfile.Nagios)
        {
            return $"profile {manifest.Profile} is not known";
        }

        foreach (var hash in manifest.Chunks)
        {
            if (find(hash) is not { } content)
            {
                return $"chunk {Convert.ToHexStringLower(hash.Span)} is missing";
            }

            var before = reader.Taken.Count;
            if (reader.Add(content) is { } refusal)
            {
                return $"chunk {Convert.ToHexStringLower(hash.Span)}: {refusal}";
            }

            taken(hash, before);
        }

        return null;
    }

    internal static ResolvedConfiguration Finish(ConfigurationManifest manifest, ChunkReader reader) =>
        new((CompatibilityProfile)manifest.Profile, manifest.Generation, reader.Finish());

    /// <summary>Writes and remembers a chunk.</summary>
    internal static EncodedChunk Write(ResolvedObject[] objects, ChunkCache cache)
    {
        var content = ChunkWriter.Write(objects).ToByteString();
        var chunk = new EncodedChunk(objects, Hash(content.Span), content);
        cache.Keep(chunk);
        return chunk;
    }

    /// <summary>Whether the values of these objects leave them in one chunk, and whole.</summary>
    internal static bool Fits(ResolvedObject[] objects) => objects.Sum(Characters) <= MaxCharactersPerChunk;

    private static List<List<ResolvedObject>> Buckets(ImmutableArray<ResolvedObject> objects, int objectsPerChunk, out bool isCutByNumber)
    {
        var buckets = new List<List<ResolvedObject>>();
        isCutByNumber = true;
        foreach (var type in objects.GroupBy(o => o.Type).OrderBy(g => g.Key))
        {
            var hashed = new List<(ulong Hash, long Characters, ResolvedObject Object)>();
            foreach (var candidate in type)
            {
                var characters = Characters(candidate);
                if (characters > MaxCharactersPerChunk)
                {
                    buckets.AddRange(Pieces(candidate));
                    isCutByNumber = false;
                }
                else
                {
                    hashed.Add((ItemId.OfHost(candidate.Key).Value, characters, candidate));
                }
            }

            hashed.Sort((left, right) =>
                left.Hash != right.Hash
                    ? left.Hash.CompareTo(right.Hash)
                    : string.CompareOrdinal(left.Object.Key, right.Object.Key));
            isCutByNumber &= Split(hashed, 0, hashed.Count, 0, objectsPerChunk, buckets);
        }

        return buckets;
    }

    // Whether the number of objects alone decided.
    private static bool Split(
        List<(ulong Hash, long Characters, ResolvedObject Object)> sorted, int start, int end, int bits, int objectsPerChunk, List<List<ResolvedObject>> buckets)
    {
        if (start == end)
        {
            return true;
        }

        long characters = 0;
        for (var index = start; index < end; index++)
        {
            characters += sorted[index].Characters;
        }

        var isSmall = characters <= MaxCharactersPerChunk;
        if ((isSmall && end - start <= objectsPerChunk) || bits == MaxHashBits || end - start == 1)
        {
            buckets.Add(sorted[start..end].ConvertAll(entry => entry.Object));
            return isSmall;
        }

        var bit = 1UL << (63 - bits);
        var middle = start;
        while (middle < end && (sorted[middle].Hash & bit) == 0)
        {
            middle++;
        }

        var isFirst = Split(sorted, start, middle, bits + 1, objectsPerChunk, buckets);
        var isSecond = Split(sorted, middle, end, bits + 1, objectsPerChunk, buckets);
        return isFirst && isSecond && end - start > objectsPerChunk;
    }

    // An object that is too large for one chunk travels as several with the same type and key; the reader joins the values of
    // equal properties in the order of the manifest.
    private static IEnumerable<List<ResolvedObject>> Pieces(ResolvedObject large)
    {
        var room = MaxCharactersPerPiece;
        var properties = ImmutableArray.CreateBuilder<ResolvedProperty>();
        var first = true;
        foreach (var property in large.Properties)
        {
            for (var offset = 0; offset == 0 || offset < property.Value.Length;)
            {
                if (room < 1024)
                {
                    yield return [Piece(large, properties.DrainToImmutable(), first)];
                    first = false;
                    room = MaxCharactersPerPiece;
                }

                var take = Math.Min(room, property.Value.Length - offset);
                if (take > 0 && offset + take < property.Value.Length && char.IsHighSurrogate(property.Value[offset + take - 1]))
                {
                    take--;
                }

                properties.Add(property with { Value = property.Value.Substring(offset, take) });
                room -= take + property.Name.Length;
                offset += Math.Max(take, 1);
            }
        }

        yield return [Piece(large, properties.DrainToImmutable(), first)];
    }

    private static ResolvedObject Piece(ResolvedObject large, ImmutableArray<ResolvedProperty> properties, bool first) =>
        large with { Own = properties, Shared = [], Templates = first ? large.Templates : [] };

    private static long Characters(ResolvedObject candidate)
    {
        long characters = candidate.Key.Length;
        foreach (ref readonly var property in candidate.Own.AsSpan())
        {
            characters += property.Name.Length + property.Value.Length + 8;
        }

        // Both lists are in order of names: own ones hide shared ones.
        var own = 0;
        foreach (ref readonly var property in candidate.Shared.AsSpan())
        {
            while (own < candidate.Own.Length && string.CompareOrdinal(candidate.Own[own].Name, property.Name) < 0)
            {
                own++;
            }

            if (own == candidate.Own.Length || candidate.Own[own].Name != property.Name)
            {
                characters += property.Name.Length + property.Value.Length + 8;
            }
        }

        foreach (var template in candidate.Templates)
        {
            characters += template.Length + 4;
        }

        return characters;
    }
}
