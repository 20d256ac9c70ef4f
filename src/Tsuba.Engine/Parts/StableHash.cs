namespace Tsuba.Engine.Parts;

/// <summary>A 64-bit hash that is the same in every process: for spreads, for ids that derive from state, for the state hash.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;

    /// <summary>Hash of some numbers.</summary>
    public static ulong Mix(params ReadOnlySpan<ulong> values)
    {
        var hash = Offset;
        foreach (var value in values)
        {
            hash = Add(hash, value);
        }

        return Finish(hash);
    }

    /// <summary>Hash of a text.</summary>
    public static ulong Of(string text)
    {
        var hash = Offset;
        foreach (var character in text)
        {
            hash = Add(hash, character);
        }

        return Finish(hash);
    }

    /// <summary>Adds a number to a hash in progress.</summary>
    public static ulong Add(ulong hash, ulong value)
    {
        hash ^= value;
        hash *= 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    /// <summary>Spreads the bits of a hash in progress; never 0.</summary>
    public static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53;
        hash ^= hash >> 33;
        return hash == 0 ? 1 : hash;
    }
}
