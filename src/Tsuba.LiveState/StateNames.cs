using Tsuba.Model.Items;

namespace Tsuba.LiveState;

/// <summary>Names of states, as people and log lines use them.</summary>
public static class StateNames
{
    /// <summary>The name of a state id.</summary>
    public static string Of(ItemKind kind, int state) => (kind, state) switch
    {
        (ItemKind.Host, 0) => "UP",
        (ItemKind.Host, 1) => "DOWN",
        (ItemKind.Host, _) => "UNREACHABLE",
        (_, 0) => "OK",
        (_, 1) => "WARNING",
        (_, 2) => "CRITICAL",
        _ => "UNKNOWN",
    };
}
