namespace Tsuba.Model.Diagnostics;

/// <summary>How bad a finding is.</summary>
public enum Severity : byte
{
    /// <summary>Worth knowing.</summary>
    Information = 0,

    /// <summary>Accepted, but probably not what was meant.</summary>
    Warning = 1,

    /// <summary>The configuration is refused.</summary>
    Error = 2,
}
