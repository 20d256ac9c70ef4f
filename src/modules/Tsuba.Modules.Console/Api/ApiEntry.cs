using System.Globalization;
using Tsuba.LiveState;
using Tsuba.Modules.Console.Pages;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Api;

/// <summary>Something that happened to an item or a contact.</summary>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="Id">Part and sequence: <c>1/42</c>.</param>
/// <param name="Kind">statechange, notification, downtime, acknowledgement, comment or flapping.</param>
/// <param name="Host">The host, if the configuration has it.</param>
/// <param name="Service">The service, if the configuration has it.</param>
/// <param name="Action">What happened: sent, failed, scheduled, started, ended, cancelled, added, removed …</param>
/// <param name="State">Name of the state, for a change of state or a notification.</param>
/// <param name="IsHard">Whether that state was hard.</param>
/// <param name="Attempt">Attempt of the state, or number of the notification.</param>
/// <param name="Contact">The contact, or empty.</param>
/// <param name="Author">The author, or empty.</param>
/// <param name="Start">Start of a downtime in seconds since 1970.</param>
/// <param name="End">End of a downtime or comment in seconds since 1970.</param>
/// <param name="Detail">Type and command of a notification; number of a comment or downtime.</param>
/// <param name="Text">Output, comment or answer.</param>
public sealed record ApiEntry(
    double Time,
    string Id,
    string Kind,
    string? Host,
    string? Service,
    string Action,
    string? State,
    bool IsHard,
    int Attempt,
    string Contact,
    string Author,
    double? Start,
    double? End,
    string Detail,
    string Text)
{
    /// <summary>An entry as JSON has it.</summary>
    internal static ApiEntry From(LiveSite site, HistoryEntry entry)
    {
        var definition = site.Items.GetValueOrDefault(entry.Item)?.Definition;
        var tellsState = entry.Kind is HistoryKind.StateChange or HistoryKind.Notification;
        return new ApiEntry(
            entry.UtcMilliseconds / 1000.0,
            string.Create(CultureInfo.InvariantCulture, $"{entry.Part}/{entry.Sequence}"),
            HistoryKindNames.Of(entry.Kind),
            definition?.Name.Host,
            definition?.Name.Description,
            entry.Action,
            tellsState && definition is not null ? StateText.Of(definition.Kind, entry.State) : null,
            entry.IsHard,
            entry.Attempt,
            entry.Contact,
            entry.Author,
            Seconds(entry.StartUtcMilliseconds),
            Seconds(entry.EndUtcMilliseconds),
            entry.Detail,
            entry.Text);
    }

    private static double? Seconds(long utcMilliseconds) => utcMilliseconds == 0 ? null : utcMilliseconds / 1000.0;
}
