namespace Tsuba.Model.Snapshots.Building;

/// <summary>
/// Gives items with the same property texts the same compiled object. Most items get their policies from a template, so a site of
/// 100,000 services has a few dozen: each is compiled once, and memory per item stays small.
/// </summary>
internal sealed class PolicyTable<T>(Func<ObjectReader, T> compile)
    where T : class?
{
    private readonly Dictionary<int, Entry> _entries = [];

    /// <summary>The object for an item's properties of this group.</summary>
    /// <param name="texts">Names and values that the item sets, in ordinal order of the names.</param>
    /// <param name="reader">Reads them, where the object is not known yet.</param>
    internal T Get(ReadOnlySpan<(string Name, string Value)> texts, in ObjectReader reader)
    {
        var hash = HashOf(texts);
        _entries.TryGetValue(hash, out var first);
        for (var entry = first; entry is not null; entry = entry.Next)
        {
            if (texts.SequenceEqual(entry.Texts))
            {
                return entry.Policy;
            }
        }

        var findings = reader.Context.FindingCount;
        var policy = compile(reader);

        // A faulty text is not remembered: each item that has it is to be reported at its own place.
        if (findings == reader.Context.FindingCount)
        {
            _entries[hash] = new Entry(texts.ToArray(), policy, first);
        }

        return policy;
    }

    private static int HashOf(ReadOnlySpan<(string Name, string Value)> texts)
    {
        HashCode hash = default;
        foreach (var (name, value) in texts)
        {
            hash.Add(name.Length);
            hash.Add(string.GetHashCode(value, StringComparison.Ordinal));
        }

        return hash.ToHashCode();
    }

    private sealed record Entry((string Name, string Value)[] Texts, T Policy, Entry? Next);
}
