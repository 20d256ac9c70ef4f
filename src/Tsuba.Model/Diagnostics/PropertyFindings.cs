using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB11xx: properties and their values.</summary>
public static class PropertyFindings
{
    /// <summary>Property is unknown.</summary>
    public static DiagnosticCode PropertyUnknown { get; } = new("TSB1101", Severity.Warning, "property is unknown", "Check the spelling; custom variables start with an underscore.");

    /// <summary>Property has a newer name.</summary>
    public static DiagnosticCode PropertyRenamed { get; } = new("TSB1102", Severity.Information, "property has a newer name", "The old name works; the new one is easier to find in the documentation.");

    /// <summary>Value is no switch.</summary>
    public static DiagnosticCode FlagMalformed { get; } = new("TSB1103", Severity.Error, "value is no switch", "Write 1, yes, true or on; or 0, no, false or off.");

    /// <summary>Value is no number.</summary>
    public static DiagnosticCode NumberMalformed { get; } = new("TSB1104", Severity.Error, "value is no number", "Write digits only.");

    /// <summary>Letter is unknown.</summary>
    public static DiagnosticCode LetterUnknown { get; } = new("TSB1105", Severity.Error, "letter is unknown", "Use the letters that the property knows.");

    /// <summary>Property is set twice in one object.</summary>
    public static DiagnosticCode PropertyRepeated { get; } = new("TSB1106", Severity.Warning, "property is set twice in one object", "The last one counts; remove the others.");

    /// <summary>Property has no effect.</summary>
    public static DiagnosticCode PropertyWithoutEffect { get; } = new("TSB1107", Severity.Information, "property has no effect", "Nothing acts on it here; it may stay.");

    /// <summary>Required property is missing.</summary>
    public static DiagnosticCode PropertyMissing { get; } = new("TSB1108", Severity.Error, "required property is missing", "Set it in the object or in one of its templates.");

    /// <summary>+ on a property that cannot be added to.</summary>
    public static DiagnosticCode PlusNotAllowed { get; } = new("TSB1109", Severity.Warning, "+ on a property that cannot be added to", "Remove the +; the value counts as it stands.");

    /// <summary>Number is out of range.</summary>
    public static DiagnosticCode NumberOutOfRange { get; } = new("TSB1110", Severity.Error, "number is out of range", "Use a number within the range.");

    /// <summary>Name has an illegal character.</summary>
    public static DiagnosticCode NameIllegal { get; } = new("TSB1111", Severity.Error, "name has an illegal character", "Remove the characters that illegal_object_name_chars lists, and control characters.");

    /// <summary>Property without a value.</summary>
    public static DiagnosticCode ValueMissing { get; } = new("TSB1112", Severity.Warning, "property without a value", "Write a value, or null to cancel an inherited one.");

    /// <summary>Triggers are not supported.</summary>
    public static DiagnosticCode TriggerPropertyRefused { get; } = new("TSB1113", Severity.Error, "triggers are not supported", "Replace the trigger by a business rule or by a plugin that computes the state.");

    /// <summary>Use_regexp_matching is not supported in the shinken profile.</summary>
    public static DiagnosticCode RegexpMatchingRefused { get; } = new("TSB1114", Severity.Error, "use_regexp_matching is not supported in the shinken profile", "Use group expressions and templates, or set compat=nagios.");

    /// <summary>Business rule is malformed.</summary>
    public static DiagnosticCode BusinessRuleMalformed { get; } = new("TSB1116", Severity.Error, "business rule is malformed", "Correct the expression after bp_rule!.");

    /// <summary>Value is not one of the choices.</summary>
    public static DiagnosticCode ChoiceUnknown { get; } = new("TSB1118", Severity.Error, "value is not one of the choices", "Use one of the values that the message names.");

    /// <summary>Custom variable without a name.</summary>
    public static DiagnosticCode CustomVariableNameless { get; } = new("TSB1119", Severity.Error, "custom variable without a name", "Write a name after the underscore.");

    /// <summary>All rows of this range.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
    [
        PropertyUnknown,
        PropertyRenamed,
        FlagMalformed,
        NumberMalformed,
        LetterUnknown,
        PropertyRepeated,
        PropertyWithoutEffect,
        PropertyMissing,
        PlusNotAllowed,
        NumberOutOfRange,
        NameIllegal,
        ValueMissing,
        TriggerPropertyRefused,
        RegexpMatchingRefused,
        BusinessRuleMalformed,
        ChoiceUnknown,
        CustomVariableNameless,
    ];
}
