using Tsuba.Model.Definitions;

namespace Tsuba.Protocol.Configuration;

/// <summary>
/// Chunks of earlier configurations, found again by the very objects that they hold. Whoever keeps the instances of unchanged objects
/// over a reload writes and hashes only the chunks in which something changed. Not thread-safe.
/// </summary>
public sealed class ChunkCache
{
    private Dictionary<ResolvedObject, List<EncodedChunk>> _before = New();
    private Dictionary<ResolvedObject, List<EncodedChunk>> _now = New();

    /// <summary>A new configuration begins: what neither the last one nor this one used is forgotten.</summary>
    public void Turn()
    {
        (_before, _now) = (_now, New());
    }

    internal EncodedChunk? Find(List<ResolvedObject> objects)
    {
        if (Find(_now, objects) is { } known)
        {
            return known;
        }

        if (Find(_before, objects) is { } old)
        {
            Keep(old);
            return old;
        }

        return null;
    }

    /// <summary>A chunk belongs to the configuration that began last.</summary>
    internal void Keep(EncodedChunk chunk)
    {
        if (!_now.TryGetValue(chunk.Objects[0], out var chunks))
        {
            _now.Add(chunk.Objects[0], chunks = []);
        }

        chunks.Add(chunk);
    }

    private static Dictionary<ResolvedObject, List<EncodedChunk>> New() => new(ReferenceEqualityComparer.Instance);

    private static EncodedChunk? Find(Dictionary<ResolvedObject, List<EncodedChunk>> entries, List<ResolvedObject> objects)
    {
        foreach (var entry in entries.GetValueOrDefault(objects[0]) ?? [])
        {
            if (AreSame(entry.Objects, objects))
            {
                return entry;
            }
        }

        return null;
    }

    private static bool AreSame(ResolvedObject[] left, List<ResolvedObject> right)
    {
        if (left.Length != right.Count)
        {
            return false;
        }

        for (var index = 0; index < left.Length; index++)
        {
            if (!ReferenceEquals(left[index], right[index]))
            {
                return false;
            }
        }

        return true;
    }
}
