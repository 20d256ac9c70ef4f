using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB41xx: the sources of the synchronizer. Source: reference/shinken.md 7.1.</summary>
public static class SourceFindings
{
    /// <summary>Property of a source is unknown.</summary>
    public static DiagnosticCode PropertyUnknown { get; } = new("TSB4101", Severity.Error, "property of a source is unknown", "Check the spelling; docs/guide/sources.md lists them.");

    /// <summary>Value of a source cannot be read.</summary>
    public static DiagnosticCode ValueMalformed { get; } = new("TSB4102", Severity.Error, "value of a source cannot be read", "Correct the value as the message says.");

    /// <summary>Source lacks a property.</summary>
    public static DiagnosticCode Incomplete { get; } = new("TSB4103", Severity.Error, "source lacks a property", "Add the property that the message names.");

    /// <summary>Source is defined twice.</summary>
    public static DiagnosticCode Repeated { get; } = new("TSB4104", Severity.Error, "source is defined twice", "Give each source a name of its own; the first one counts.");

    /// <summary>Target of a source is refused.</summary>
    public static DiagnosticCode TargetRefused { get; } = new("TSB4105", Severity.Error, "target of a source is refused", "Use an encrypted connection; plain ones are for this machine only.");

    /// <summary>Named source does not exist.</summary>
    public static DiagnosticCode Unknown { get; } = new("TSB4106", Severity.Error, "named source does not exist", "Define the source, or take its name out of sources.");

    /// <summary>File of sources cannot be read.</summary>
    public static DiagnosticCode FileUnreadable { get; } = new("TSB4107", Severity.Error, "file of sources cannot be read", "Check the path in source_definitions and the permissions.");

    /// <summary>All rows of this range.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
        [PropertyUnknown, ValueMalformed, Incomplete, Repeated, TargetRefused, Unknown, FileUnreadable];
}
