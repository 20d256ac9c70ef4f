namespace Tsuba.Configuration.Edits.References;

/// <summary>A place that names something which changes.</summary>
internal sealed record FoundReference(WrittenDefinition Definition, WrittenProperty Property, NameSpan Span, NameChange Change);
