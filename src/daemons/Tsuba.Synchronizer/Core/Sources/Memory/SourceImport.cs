using System.Globalization;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Memory;

/// <summary>
/// Takes a reading into the memory of its source: what is new, what has another name, what is away. It changes no configuration.
/// A reading that failed, or that brought much less than the one before, lets nothing vanish and nothing age.
/// </summary>
public static class SourceImport
{
    /// <summary>The memory after a reading.</summary>
    /// <param name="definition">The source.</param>
    /// <param name="memory">The memory before.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="now">Time of the reading, seconds of UTC.</param>
    /// <param name="acceptsLoss">A person has confirmed that the source is as small as it looks.</param>
    public static SourceMemory Take(SourceDefinition definition, SourceMemory memory, SourceReading reading, long now, bool acceptsLoss)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Failure.Length > 0)
        {
            return memory with { LastRead = now, Trouble = reading.Failure, Findings = reading.Findings };
        }

        var before = memory.Present;
        var entries = memory.Entries.ToBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in reading.Objects)
        {
            var entry = new SourceEntry(candidate.Key, candidate.Name, candidate.Properties, VanishedSince: null, AppliedName: null);
            var key = SourceMemory.KeyOf(entry);
            seen.Add(key);
            entries[key] = entry with { AppliedName = entries.TryGetValue(key, out var known) ? known.AppliedName : null };
        }

        var trouble = acceptsLoss ? "" : Suspicion(definition, before, memory.Entries.Count(pair => pair.Value.VanishedSince is null && seen.Contains(pair.Key)));
        if (trouble.Length > 0)
        {
            return memory with { Entries = entries.ToImmutable(), LastRead = now, Trouble = trouble, Findings = reading.Findings };
        }

        foreach (var (key, entry) in memory.Entries)
        {
            if (!seen.Contains(key) && entry.VanishedSince is null)
            {
                entries[key] = entry with { VanishedSince = now };
            }
        }

        return memory with { Entries = entries.ToImmutable(), LastRead = now, LastSound = now, Trouble = "", Findings = reading.Findings };
    }

    private static string Suspicion(SourceDefinition definition, int before, int stillThere) =>
        before > 0 && stillThere < before && (stillThere == 0 || stillThere * 100L < (long)before * definition.MinimumShare)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"only {stillThere} of {before} objects are still there, less than minimum_share {definition.MinimumShare} %: nothing vanishes until a person confirms it")
            : "";
}
