using System.Runtime.InteropServices;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>A name of an object inside the value of a property.</summary>
/// <param name="Target">Type of the object that is named.</param>
/// <param name="IsTemplate">Whether a template of that type is meant.</param>
/// <param name="Name">The name; of a service its description.</param>
/// <param name="Host">Of a service: the host that stands beside it; empty: the own host; null: the hosts of the object that names it.</param>
/// <param name="Start">Offset of the name in the file, in bytes.</param>
/// <param name="End">Offset behind the name.</param>
/// <param name="Role">What part it plays.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NameSpan(ObjectType Target, bool IsTemplate, string Name, string? Host, int Start, int End, NameRole Role);
