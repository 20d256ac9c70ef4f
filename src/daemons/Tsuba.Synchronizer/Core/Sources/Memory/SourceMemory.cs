using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core.Sources.Memory;

/// <summary>What a source has brought so far, and how its last readings went.</summary>
public sealed record SourceMemory
{
    /// <summary>A source that was never read.</summary>
    public static SourceMemory Empty { get; } = new();

    /// <summary>Its objects by type and key, those that vanished lately included.</summary>
    public ImmutableSortedDictionary<string, SourceEntry> Entries { get; init; } = ImmutableSortedDictionary.Create<string, SourceEntry>(StringComparer.Ordinal);

    /// <summary>Time of the last reading, whatever came of it; seconds of UTC, 0: none.</summary>
    public long LastRead { get; init; }

    /// <summary>Time of the last reading that could let objects vanish; seconds of UTC, 0: none. Ageing counts to this time, so nothing ages while a source fails.</summary>
    public long LastSound { get; init; }

    /// <summary>Why the last reading failed, or what was suspicious about it; empty: it was sound.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>What the last reading passed over.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>Number of objects that the last reading brought.</summary>
    public int Present => Entries.Values.Count(entry => entry.VanishedSince is null);

    /// <summary>The key of an entry in <see cref="Entries"/>: keys of different types never meet.</summary>
    public static string KeyOf(SourceEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return $"{entry.Name.TypeText} {entry.Key}";
    }
}
