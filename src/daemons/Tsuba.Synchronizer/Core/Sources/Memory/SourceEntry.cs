using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Memory;

/// <summary>One object as a source brought it last.</summary>
/// <param name="Key">Its key inside the source.</param>
/// <param name="Name">Its name in the last reading that held it.</param>
/// <param name="Properties">Its properties there.</param>
/// <param name="VanishedSince">Time of the first sound reading without it, in seconds of UTC; null: the last one held it.</param>
/// <param name="AppliedName">The name under which it stands in the configuration; null: it was never written or found there.</param>
public sealed record SourceEntry(
    string Key, ObjectName Name, ImmutableSortedDictionary<string, string> Properties, long? VanishedSince, ObjectName? AppliedName)
{
    /// <summary>Whether it has been away for a span, as far as sound readings tell.</summary>
    /// <param name="lastSound">Time of the last sound reading of its source, in seconds of UTC.</param>
    /// <param name="span">The span; null: never.</param>
    public bool IsAwayFor(long lastSound, TimeSpan? span) =>
        VanishedSince is { } since && span is { } wanted && lastSound - since >= (long)wanted.TotalSeconds;
}
