using Tsuba.LiveState;
using Tsuba.Model.Items;

namespace Tsuba.Modules.Console.Pages;

/// <summary>States in the words that people and log lines use.</summary>
public static class StateText
{
    /// <summary>UP, DOWN, OK, CRITICAL… or PENDING.</summary>
    public static string Of(LiveItem item) =>
        item.Status.HasBeenChecked ? Of(item.Definition.Kind, (int)item.Status.State) : "PENDING";

    /// <summary>The name of a state id.</summary>
    public static string Of(ItemKind kind, int state) => StateNames.Of(kind, state);

    /// <summary>Names of the states of a kind, those of items that were never checked too.</summary>
    public static IReadOnlyList<string> All(ItemKind kind) => kind == ItemKind.Host ? ["UP", "DOWN", "UNREACHABLE", "PENDING"] : ["OK", "WARNING", "CRITICAL", "UNKNOWN", "PENDING"];

    /// <summary>How bad a state is, for sorting: worst first.</summary>
    public static int Badness(LiveItem item) => (item.Definition.Kind, item.Status.HasBeenChecked ? item.Status.State : 0) switch
    {
        (_, 0) => 0,
        (ItemKind.Host, 1) => 5,
        (ItemKind.Host, _) => 3,
        (_, 2) => 4,
        (_, 3) => 2,
        _ => 1,
    };
}
