using Tsuba.Model.Diagnostics;

namespace Tsuba.Model.Definitions;

/// <summary>
/// One property after templates, groups and defaults were applied. Only what differs from the catalogue's default is kept.
/// </summary>
/// <param name="Name">Property name in its present spelling, or a custom variable with its underscore (<c>_SNMP</c>).</param>
/// <param name="Value">Value as text; list entries are joined by commas.</param>
/// <param name="Origin">Where the value was written. Not part of equality of objects, and not sent to other daemons.</param>
public readonly record struct ResolvedProperty(string Name, string Value, SourceLocation Origin);
