using Tsuba.Synchronizer.Core.Sources.Mapping;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>One mapped property.</summary>
/// <param name="Property">Property of the object, such as <c>address</c> or <c>_SITE</c>.</param>
/// <param name="Value">The text that gives its value.</param>
public sealed record PropertyRule(string Property, FieldTemplate Value);
