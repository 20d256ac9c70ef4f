using System.Collections.Concurrent;
using Google.Protobuf;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Configuration;

/// <summary>
/// What the daemons of one process have linked, so that a broker beside a scheduler neither links the same configuration a second time nor holds it
/// twice. Found by content and generation, so it does not matter who linked it or for which part. Kept as long as any of them keeps it:
/// nothing is held by this table. Thread-safe.
/// </summary>
public sealed class LinkedParts
{
    private readonly ConcurrentDictionary<(ByteString Content, long Generation), WeakReference<LinkedPart>> _known = new();

    /// <summary>What somebody in this process has linked of just this manifest and still keeps, or null.</summary>
    internal LinkedPart? Find(ConfigurationManifest manifest) =>
        _known.TryGetValue(KeyOf(manifest), out var known) && known.TryGetTarget(out var linked) ? linked : null;

    /// <summary>Lets others find it. What nobody keeps any more is forgotten.</summary>
    internal void Add(ConfigurationManifest manifest, LinkedPart linked)
    {
        foreach (var entry in _known)
        {
            if (!entry.Value.TryGetTarget(out _))
            {
                _known.TryRemove(entry);
            }
        }

        _known[KeyOf(manifest)] = new WeakReference<LinkedPart>(linked);
    }

    private static (ByteString Content, long Generation) KeyOf(ConfigurationManifest manifest) =>
        (ConfigurationChunks.ContentHash(manifest), manifest.Generation);
}
