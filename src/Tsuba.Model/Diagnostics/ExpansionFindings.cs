using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB13xx: groups, expressions and what objects expand to.</summary>
public static class ExpansionFindings
{
    /// <summary>Group expression is malformed.</summary>
    public static DiagnosticCode ExpressionMalformed { get; } = new("TSB1301", Severity.Error, "group expression is malformed", "Join names with , or | (or), & or + (and), ! (not) and parentheses.");

    /// <summary>Groups contain each other in a circle.</summary>
    public static DiagnosticCode GroupLoop { get; } = new("TSB1303", Severity.Error, "groups contain each other in a circle", "Remove one of the members.");

    /// <summary>Object applies to no host.</summary>
    public static DiagnosticCode ExpansionEmpty { get; } = new("TSB1304", Severity.Warning, "object applies to no host", "Check the names, groups and exclusions.");

    /// <summary>Service_overrides is malformed.</summary>
    public static DiagnosticCode OverrideMalformed { get; } = new("TSB1306", Severity.Error, "service_overrides is malformed", "Write: description,property value.");

    /// <summary>Property cannot be overridden.</summary>
    public static DiagnosticCode OverrideForbidden { get; } = new("TSB1307", Severity.Error, "property cannot be overridden", "Define the service on the host instead.");

    /// <summary>Overridden service does not exist on the host.</summary>
    public static DiagnosticCode OverrideUnknownService { get; } = new("TSB1308", Severity.Error, "overridden service does not exist on the host", "Check the service description.");

    /// <summary>Regular expression is invalid.</summary>
    public static DiagnosticCode PatternInvalid { get; } = new("TSB1309", Severity.Error, "regular expression is invalid", "Correct the expression.");

    /// <summary>Duplicate_foreach names a custom variable that the host lacks.</summary>
    public static DiagnosticCode ForeachListMissing { get; } = new("TSB1310", Severity.Warning, "duplicate_foreach names a custom variable that the host lacks", "Set the variable on the host; no service is made from it.");

    /// <summary>Entry of duplicate_foreach is malformed.</summary>
    public static DiagnosticCode ForeachEntryMalformed { get; } = new("TSB1311", Severity.Error, "entry of duplicate_foreach is malformed", "Write key, or key$(value)$, between commas.");

    /// <summary>Duplicate_foreach makes too many services.</summary>
    public static DiagnosticCode ForeachTooMany { get; } = new("TSB1312", Severity.Error, "duplicate_foreach makes too many services", "Use smaller ranges.");

    /// <summary>Range of duplicate_foreach is malformed.</summary>
    public static DiagnosticCode ForeachRangeMalformed { get; } = new("TSB1313", Severity.Error, "range of duplicate_foreach is malformed", "Write [from-to] or [from-to/step] with from not above to.");

    /// <summary>Configuration expands to too many objects.</summary>
    public static DiagnosticCode ExpansionTooLarge { get; } = new("TSB1314", Severity.Error, "configuration expands to too many objects", "Check group expressions, ranges and dependencies.");

    /// <summary>Pairs of host and description are incomplete.</summary>
    public static DiagnosticCode ServicePairMalformed { get; } = new("TSB1317", Severity.Error, "pairs of host and description are incomplete", "Write host,description,host,description.");

    /// <summary>Service_excludes or service_includes matches no service.</summary>
    public static DiagnosticCode ExclusionUnknownService { get; } = new("TSB1316", Severity.Warning, "service_excludes or service_includes matches no service", "Check the service description.");

    /// <summary>All rows of this range.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
    [
        ExpressionMalformed,
        GroupLoop,
        ExpansionEmpty,
        OverrideMalformed,
        OverrideForbidden,
        OverrideUnknownService,
        PatternInvalid,
        ForeachListMissing,
        ForeachEntryMalformed,
        ForeachTooMany,
        ForeachRangeMalformed,
        ExpansionTooLarge,
        ServicePairMalformed,
        ExclusionUnknownService,
    ];
}
