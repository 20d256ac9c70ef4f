using Tsuba.Synchronizer.Core.Sources.Mapping;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>A template that objects use.</summary>
/// <param name="Template">Name of the template.</param>
/// <param name="When">The condition under which; null: always.</param>
public sealed record TemplateRule(string Template, RowCondition? When);
