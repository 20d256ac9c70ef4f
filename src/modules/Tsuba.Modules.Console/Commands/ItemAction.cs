using System.Globalization;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.ExternalCommands;

namespace Tsuba.Modules.Console.Commands;

/// <summary>Turns what a person asks of an item into an external command line.</summary>
public static class ItemAction
{
    private const int MostMinutes = 525_600;

    /// <summary>The command, or why there is none.</summary>
    /// <param name="order">What is asked.</param>
    /// <param name="item">The item; the viewer must see it.</param>
    /// <param name="notes">Its downtimes and comments: only these may be ended in its name.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="now">Time of the request.</param>
    public static EncodedCommand Encode(ActionOrder order, LiveItem item, ItemNotes notes, Viewer viewer, DateTimeOffset now)
    {
        if (!viewer.CanSubmitCommands || !viewer.Sees(item))
        {
            return new EncodedCommand(null, "You may not give commands for this item.");
        }

        var name = item.Definition.Name;
        var kind = name.Description is null ? "HOST" : "SVC";
        string[] target = name.Description is null ? [name.Host] : [name.Host, name.Description];
        var seconds = now.ToUnixTimeSeconds();
        switch (order.Action)
        {
            case "acknowledge":
                return Print(seconds, $"ACKNOWLEDGE_{kind}_PROBLEM", [.. target, "2", "1", "1", viewer.Name, order.Comment]);
            case "unacknowledge":
                return Print(seconds, $"REMOVE_{kind}_ACKNOWLEDGEMENT", target);
            case "check":
                return Print(seconds, $"SCHEDULE_FORCED_{kind}_CHECK", [.. target, Number(seconds)]);
            case "downtime":
                if (!int.TryParse(order.Minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is < 1 or > MostMinutes)
                {
                    return new EncodedCommand(null, $"A downtime lasts 1 to {MostMinutes} minutes.");
                }

                var end = seconds + (length * 60L);
                return Print(
                    seconds,
                    $"SCHEDULE_{kind}_DOWNTIME",
                    [.. target, Number(seconds), Number(end), "1", "0", Number(length * 60L), viewer.Name, order.Comment]);
            case "cancel":
                return notes.Downtime(order.Note) is { } downtime
                    ? Print(seconds, $"DEL_{kind}_DOWNTIME", [downtime.ToString(CultureInfo.InvariantCulture)])
                    : new EncodedCommand(null, "There is no such downtime any more.");
            case "comment":
                return Print(seconds, $"ADD_{kind}_COMMENT", [.. target, "1", viewer.Name, order.Comment]);
            case "uncomment":
                return notes.Comment(order.Note) is { } note
                    ? Print(seconds, $"DEL_{kind}_COMMENT", [note.ToString(CultureInfo.InvariantCulture)])
                    : new EncodedCommand(null, "There is no such comment any more.");
            default:
                return new EncodedCommand(null, "There is no such action.");
        }
    }

    private static EncodedCommand Print(long seconds, string name, string[] arguments) =>
        ExternalCommandEncoder.Encode(seconds, name, arguments, CommandLineLimits.DefaultMaxLength);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
