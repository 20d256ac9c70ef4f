using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Sources.Ledger;

/// <summary>The name of an object on disk.</summary>
internal sealed record StoredName(string Type, string Name, string Of, bool IsTemplate)
{
    internal static StoredName Store(ObjectName name) => new(name.TypeText, name.Name, name.Of, name.IsTemplate);

    /// <exception cref="InvalidDataException">The type is unknown.</exception>
    internal ObjectName Load() => TreeObjects.Find(Type) is { } type
        ? new ObjectName(type, Name, Of, IsTemplate)
        : throw new InvalidDataException($"the ledger of sources names a type {Type}");
}
