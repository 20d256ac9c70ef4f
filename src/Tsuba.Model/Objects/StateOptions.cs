namespace Tsuba.Model.Objects;

/// <summary>
/// Letters of notification, escalation, flapping, stalking and dependency criteria options, for hosts and services in one set.
/// The numbers are on disk.
/// </summary>
[Flags]
public enum StateOptions : ushort
{
    /// <summary><c>n</c>, or an empty list.</summary>
    None = 0,

    /// <summary><c>o</c>: UP or OK.</summary>
    Ok = 1,

    /// <summary><c>d</c> of a host: DOWN.</summary>
    Down = 2,

    /// <summary><c>u</c> of a host, <c>x</c> of a service: UNREACHABLE.</summary>
    Unreachable = 4,

    /// <summary><c>w</c>: WARNING.</summary>
    Warning = 8,

    /// <summary><c>u</c> of a service: UNKNOWN.</summary>
    Unknown = 16,

    /// <summary><c>c</c>: CRITICAL.</summary>
    Critical = 32,

    /// <summary><c>r</c>: recovery.</summary>
    Recovery = 64,

    /// <summary><c>f</c>: flapping.</summary>
    Flapping = 128,

    /// <summary><c>s</c>: downtime.</summary>
    Downtime = 256,

    /// <summary><c>p</c> of a dependency: PENDING.</summary>
    Pending = 512,
}
