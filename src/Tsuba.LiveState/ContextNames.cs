namespace Tsuba.LiveState;

/// <summary>How contexts are called in pages and interfaces. Source: reference/shinken.md 7.2.</summary>
public static class ContextNames
{
    private static readonly string[] _names =
    [
        "NOTHING", "DOWNTIME", "INHERITED-DOWNTIME", "PARTIAL-DOWNTIME", "FLAPPING", "PARTIAL-FLAPPING", "ACKNOWLEDGED",
        "INHERITED-ACKNOWLEDGED", "PARTIAL-ACKNOWLEDGED", "DISABLED",
    ];

    /// <summary>The name of a context as statuses carry it; one that this version does not know is NOTHING.</summary>
    public static string Of(uint context) => _names[context < _names.Length ? context : 0];
}
