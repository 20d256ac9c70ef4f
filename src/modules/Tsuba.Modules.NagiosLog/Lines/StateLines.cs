using System.Globalization;
using Tsuba.LiveState;
using Tsuba.Model.Items;

namespace Tsuba.Modules.NagiosLog.Lines;

/// <summary><c>INITIAL HOST STATE: host;UP;HARD;1;text</c> and <c>CURRENT SERVICE STATE: …</c>. Source: reference/conventions.md 5.</summary>
internal static class StateLines
{
    /// <summary>The line of one item. One that was never checked is UP or OK, as Nagios has it.</summary>
    /// <param name="word">INITIAL or CURRENT.</param>
    /// <param name="item">The item.</param>
    public static string Of(string word, LiveItem item)
    {
        var status = item.Status;
        var isHost = item.Definition.Kind == ItemKind.Host;
        var state = (isHost, status.HasBeenChecked ? status.State : 0) switch
        {
            (true, 0) => "UP",
            (true, 1) => "DOWN",
            (true, _) => "UNREACHABLE",
            (_, 0) => "OK",
            (_, 1) => "WARNING",
            (_, 2) => "CRITICAL",
            _ => "UNKNOWN",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{word} {(isHost ? "HOST" : "SERVICE")} STATE: {item.Definition.Name};{state};{(status.StateType == 1 ? "HARD" : "SOFT")};{status.Attempt};{status.Output}");
    }
}
