namespace Tsuba.Model.Objects;

/// <summary>A custom variable of a host, service or contact.</summary>
/// <param name="Name">Upper-case name without the underscore: <c>SNMP</c> of <c>_snmp</c>.</param>
/// <param name="Value">Value, unexpanded.</param>
public readonly record struct CustomVariable(string Name, string Value);
