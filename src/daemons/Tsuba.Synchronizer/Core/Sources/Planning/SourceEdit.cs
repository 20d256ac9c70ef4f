using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>One edit of staging that a source asks for.</summary>
/// <param name="Name">The object, as it is called when the edit is done.</param>
public abstract record SourceEdit(ObjectName Name)
{
    /// <summary>A new object.</summary>
    /// <param name="Name">The object.</param>
    /// <param name="Properties">Its properties in the order in which they are written, those that name it first.</param>
    public sealed record AddObject(ObjectName Name, ImmutableArray<KeyValuePair<string, string>> Properties) : SourceEdit(Name);

    /// <summary>Another value of a property.</summary>
    /// <param name="Name">The object.</param>
    /// <param name="Property">The property.</param>
    /// <param name="Value">The value; null: the property is removed.</param>
    public sealed record SetProperty(ObjectName Name, string Property, string? Value) : SourceEdit(Name);

    /// <summary>Another name; references to it follow.</summary>
    /// <param name="Name">The object as it is called before.</param>
    /// <param name="NewName">What it is called afterwards.</param>
    public sealed record RenameObject(ObjectName Name, ObjectName NewName) : SourceEdit(Name);

    /// <summary>The object goes, and with it what refers to it alone.</summary>
    /// <param name="Name">The object.</param>
    public sealed record DeleteObject(ObjectName Name) : SourceEdit(Name);
}
