using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core.Sources.Memory;

/// <summary>What the sources last wrote of an object. What differs from it in the configuration was changed by a person.</summary>
/// <param name="IsMade">Whether the sources made the object; if not, a person did, and only a person removes it.</param>
/// <param name="Properties">Values that the sources wrote, or found as they wanted them.</param>
public sealed record WrittenObject(bool IsMade, ImmutableSortedDictionary<string, string> Properties);
