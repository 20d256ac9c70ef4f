using System.Collections.Immutable;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>Adds a definition at the end of a file.</summary>
/// <param name="Type">What it defines.</param>
/// <param name="Properties">Names and values in the order in which they are written.</param>
/// <param name="File">A file that is read, or a new <c>.cfg</c> file in a directory that is; null: the file of the last definition of this type.</param>
public sealed record AddObject(ObjectType Type, ImmutableArray<KeyValuePair<string, string>> Properties, string? File) : ConfigurationEdit;
