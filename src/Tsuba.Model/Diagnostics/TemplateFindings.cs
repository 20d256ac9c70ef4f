using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB12xx: templates and duplicates.</summary>
public static class TemplateFindings
{
    /// <summary>Template is unknown.</summary>
    public static DiagnosticCode TemplateUnknown { get; } = new("TSB1201", Severity.Warning, "template is unknown", "Check the spelling, or define a template of that name.");

    /// <summary>Template is unknown.</summary>
    public static DiagnosticCode TemplateUnknownInNagios { get; } = new("TSB1202", Severity.Error, "template is unknown", "Check the spelling, or define a template of that name.");

    /// <summary>Templates use each other in a circle.</summary>
    public static DiagnosticCode TemplateLoop { get; } = new("TSB1203", Severity.Error, "templates use each other in a circle", "Remove one of the uses.");

    /// <summary>Templates are nested too deep.</summary>
    public static DiagnosticCode TemplateTooDeep { get; } = new("TSB1204", Severity.Error, "templates are nested too deep", "Use fewer levels.");

    /// <summary>Template without a name.</summary>
    public static DiagnosticCode TemplateNameless { get; } = new("TSB1205", Severity.Warning, "template without a name", "Give it a name, or set register 1.");

    /// <summary>Template is defined twice.</summary>
    public static DiagnosticCode TemplateDuplicate { get; } = new("TSB1206", Severity.Warning, "template is defined twice", "Remove one, or give it another name.");

    /// <summary>Object is defined twice.</summary>
    public static DiagnosticCode ObjectDuplicate { get; } = new("TSB1207", Severity.Warning, "object is defined twice", "Remove one, or set definition_order.");

    /// <summary>Object is defined twice and conflict_policy is strict.</summary>
    public static DiagnosticCode ObjectConflict { get; } = new("TSB1208", Severity.Error, "object is defined twice and conflict_policy is strict", "Remove one, or set conflict_policy=loose.");

    /// <summary>Template uses itself.</summary>
    public static DiagnosticCode TemplateSelf { get; } = new("TSB1209", Severity.Error, "template uses itself", "Remove the use.");

    /// <summary>All rows of this range.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
    [
        TemplateUnknown,
        TemplateUnknownInNagios,
        TemplateLoop,
        TemplateTooDeep,
        TemplateNameless,
        TemplateDuplicate,
        ObjectDuplicate,
        ObjectConflict,
        TemplateSelf,
    ];
}
