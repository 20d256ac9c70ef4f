namespace Tsuba.Engine.Macros;

/// <summary>date_format of the main file. Source: Nagios doc "Main Configuration File Options".</summary>
public enum DateFormat : byte
{
    /// <summary><c>us</c>: MM/DD/YYYY HH:MM:SS.</summary>
    UnitedStates = 0,

    /// <summary><c>euro</c>: DD/MM/YYYY HH:MM:SS.</summary>
    European = 1,

    /// <summary><c>iso8601</c>: YYYY-MM-DD HH:MM:SS.</summary>
    Iso8601 = 2,

    /// <summary><c>strict-iso8601</c>: YYYY-MM-DDTHH:MM:SS.</summary>
    StrictIso8601 = 3,
}
