using Tsuba.Model.Diagnostics;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>A line <c>TYPE.PROPERTY value</c> of a source.</summary>
/// <param name="Type">The word before the dot.</param>
/// <param name="Property">The words behind it.</param>
/// <param name="Value">Its value.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record MappedLine(string Type, string Property, string Value, SourceLocation Location);
