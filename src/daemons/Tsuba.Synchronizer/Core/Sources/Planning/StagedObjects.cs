using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>The objects of staging as they are written, without what templates give.</summary>
/// <param name="Version">The commit they were read from.</param>
/// <param name="Objects">Properties by object, without those that name it.</param>
public sealed record StagedObjects(string Version, IReadOnlyDictionary<ObjectName, ImmutableSortedDictionary<string, string>> Objects)
{
    /// <summary>The properties of an object, or null if it is not there.</summary>
    public ImmutableSortedDictionary<string, string>? Find(ObjectName name) => Objects.GetValueOrDefault(name);
}
