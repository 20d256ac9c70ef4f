using Google.Protobuf;
using Tsuba.Model.Definitions;

namespace Tsuba.Protocol.Configuration;

/// <summary>
/// Chunks of earlier configurations, found again by the very objects that they hold. Whoever keeps the instances of unchanged objects
/// over a reload writes and hashes only the chunks in which something changed. Not thread-safe.
/// </summary>
public sealed class ChunkCache
{
    private Dictionary<ResolvedObject, List<Entry>> _before = New();
    private Dictionary<ResolvedObject, List<Entry>> _now = New();

    /// <summary>A new configuration begins: what neither the last one nor this one used is forgotten.</summary>
    public void Turn()
    {
        (_before, _now) = (_now, New());
    }

    internal (ByteString Hash, ByteString Content)? Find(List<ResolvedObject> objects)
    {
        if (Find(_now, objects) is { } known)
        {
            return (known.Hash, known.Content);
        }

        if (Find(_before, objects) is not { } old)
        {
            return null;
        }

        Keep(old);
        return (old.Hash, old.Content);
    }

    internal void Add(List<ResolvedObject> objects, ByteString hash, ByteString content) => Keep(new Entry([.. objects], hash, content));

    private static Dictionary<ResolvedObject, List<Entry>> New() => new(ReferenceEqualityComparer.Instance);

    private static Entry? Find(Dictionary<ResolvedObject, List<Entry>> entries, List<ResolvedObject> objects)
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

    private void Keep(Entry entry)
    {
        if (!_now.TryGetValue(entry.Objects[0], out var entries))
        {
            _now.Add(entry.Objects[0], entries = []);
        }

        entries.Add(entry);
    }

    private sealed record Entry(ResolvedObject[] Objects, ByteString Hash, ByteString Content);
}
