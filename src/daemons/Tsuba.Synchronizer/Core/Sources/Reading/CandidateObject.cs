using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>An object as a source brings it.</summary>
/// <param name="Key">What identifies it inside its source when its name changes.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Properties">Its properties without those that name it, by name.</param>
public sealed record CandidateObject(string Key, ObjectName Name, ImmutableSortedDictionary<string, string> Properties);
