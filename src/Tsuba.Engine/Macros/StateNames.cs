using Tsuba.Model.Items;

namespace Tsuba.Engine.Macros;

/// <summary>Names of states, by state id. Apart from the table, which reads them while it is made.</summary>
internal static class StateNames
{
    internal static readonly string[] Host = ["UP", "DOWN", "UNREACHABLE"];
    internal static readonly string[] Service = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

    internal static string[] Of(ItemKind kind) => kind == ItemKind.Host ? Host : Service;
}
