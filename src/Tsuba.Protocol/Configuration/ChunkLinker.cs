using Google.Protobuf;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Configuration;

/// <summary>
/// Links one configuration of a part after the other. Where the next one differs in chunks of hosts, services, groups and dependencies only,
/// nothing but those is decoded and linked; everything else is taken over from the one before. The outcome is the same as that of decoding
/// and linking the whole, which is what happens in every other case, and wherever something is wrong. Thread-safe: of two calls at a time
/// one links the whole.
/// </summary>
/// <param name="shared">What other linkers of this process have linked, and where they find what this one links.</param>
public sealed class ChunkLinker(LinkedParts shared)
{
    private LinkedPart? _base;

    /// <summary>The configuration before that changes of it can be linked from; null: there is none.</summary>
    public ConfigurationSnapshot? Snapshot => Volatile.Read(ref _base)?.Linked.Snapshot;

    /// <summary>The chunks that <see cref="LinkChanges"/> needs, each once.</summary>
    public IReadOnlyList<ByteString> Changed(ConfigurationManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var known = Volatile.Read(ref _base)?.Chunks;
        return [.. manifest.Chunks.Distinct().Where(hash => known?.ContainsKey(hash) != true)];
    }

    /// <summary>The very same configuration, if somebody in this process has linked it; null: nobody has.</summary>
    /// <param name="manifest">What it is made of.</param>
    public ConfigurationSnapshot? Find(ConfigurationManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (shared.Find(manifest) is not { } known)
        {
            return null;
        }

        Volatile.Write(ref _base, known);
        return known.Linked.Snapshot;
    }

    /// <summary>Finds the same, links what changed, or else the whole; bad content is a refusal, not an exception.</summary>
    /// <param name="manifest">What it is made of.</param>
    /// <param name="find">Content of a hash that was checked when it was stored, or null where it is not there.</param>
    public (ConfigurationSnapshot? Snapshot, string Refusal) Link(ConfigurationManifest manifest, Func<ByteString, ByteString?> find) =>
        (Find(manifest) ?? LinkChanges(manifest, find)) is { } snapshot ? (snapshot, "") : LinkWhole(manifest, find);

    /// <summary>Links what changed; null where the whole is needed.</summary>
    /// <param name="manifest">What it is made of.</param>
    /// <param name="find">Content of those that <see cref="Changed"/> names.</param>
    public ConfigurationSnapshot? LinkChanges(ConfigurationManifest manifest, Func<ByteString, ByteString?> find)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(find);
        if (Interlocked.Exchange(ref _base, null) is not { } before)
        {
            return null;
        }

        var after = before.Profile == manifest.Profile ? LinkFrom(before, manifest, find) : null;
        Interlocked.CompareExchange(ref _base, after ?? before, null);
        if (after is not null)
        {
            shared.Add(manifest, after);
        }

        return after?.Linked.Snapshot;
    }

    /// <summary>Links the whole; bad content is a refusal, not an exception.</summary>
    /// <param name="manifest">What it is made of.</param>
    /// <param name="find">Content of a hash that was checked when it was stored, or null where it is not there.</param>
    public (ConfigurationSnapshot? Snapshot, string Refusal) LinkWhole(ConfigurationManifest manifest, Func<ByteString, ByteString?> find)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(find);
        var reader = new ChunkReader();
        var chunks = new Dictionary<ByteString, LinkedChunk>(manifest.Chunks.Count);
        var isOnce = true;
        if (ConfigurationChunks.Read(manifest, find, reader, Remember) is { } refusal)
        {
            return (null, refusal);
        }

        var configuration = ConfigurationChunks.Finish(manifest, reader);
        var linked = SnapshotBuilder.Link(configuration, out var diagnostics);
        if (linked is null)
        {
            return (null, string.Join("; ", diagnostics.Take(3)));
        }

        // An object in several pieces belongs to several chunks.
        isOnce &= configuration.Objects.Length == reader.Taken.Count;
        var part = isOnce ? new LinkedPart(manifest.Profile, chunks, linked) : null;
        Interlocked.Exchange(ref _base, part);
        if (part is not null)
        {
            shared.Add(manifest, part);
        }

        return (linked.Snapshot, "");

        void Remember(ByteString hash, int first) => isOnce &= chunks.TryAdd(hash, LinkedChunk.Of(reader.Taken, first));
    }

    private static LinkedPart? LinkFrom(LinkedPart before, ConfigurationManifest manifest, Func<ByteString, ByteString?> find)
    {
        var reader = new ChunkReader();
        var chunks = new Dictionary<ByteString, LinkedChunk>(manifest.Chunks.Count);
        foreach (var hash in manifest.Chunks)
        {
            if (!before.Chunks.TryGetValue(hash, out var chunk))
            {
                var first = reader.Taken.Count;
                if (find(hash) is not { } content || reader.Add(content) is not null)
                {
                    return null;
                }

                chunk = LinkedChunk.Of(reader.Taken, first);
                if (chunk.IsShared)
                {
                    return null;
                }
            }

            if (!chunks.TryAdd(hash, chunk))
            {
                return null;
            }
        }

        var gone = new HashSet<ItemId>();
        foreach (var (hash, chunk) in before.Chunks)
        {
            if (!chunks.ContainsKey(hash))
            {
                if (chunk.IsShared)
                {
                    return null;
                }

                gone.UnionWith(chunk.Items);
            }
        }

        List<ResolvedObject> relations =
            [.. chunks.Values.SelectMany(chunk => chunk.Relations).OrderBy(taken => taken.Type).ThenBy(taken => taken.Key, StringComparer.Ordinal)];
        if (HasPieces(relations))
        {
            return null;
        }

        var linked = before.Linked.With(
            manifest.Generation, gone, reader.Taken.Where(taken => LinkedConfiguration.IsItem(taken.Type)), relations);
        return linked is null ? null : new LinkedPart(manifest.Profile, chunks, linked);
    }

    // Items in pieces are found by their ids, which would be there twice.
    private static bool HasPieces(List<ResolvedObject> ordered)
    {
        for (var index = 1; index < ordered.Count; index++)
        {
            if (ordered[index].Type == ordered[index - 1].Type && string.Equals(ordered[index].Key, ordered[index - 1].Key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
