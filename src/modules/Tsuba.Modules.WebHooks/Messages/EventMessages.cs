using System.Globalization;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Events;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.WebHooks.Messages;

/// <summary>Makes the message of an event, where it is wanted and its contact may see it.</summary>
internal sealed class EventMessages(string site, WebHookSettings settings)
{
    private readonly Viewer _viewer = settings.Contact.Length == 0
        ? Viewer.Everything("webhook", canSubmitCommands: false)
        : Viewer.OfContact(settings.Contact, canSubmitCommands: false);

    /// <summary>The message, or null.</summary>
    public HookMessage? Make(LiveSite live, int part, Event happened)
    {
        if (EntryReader.Read(part, happened) is not { } entry || !Wants(entry))
        {
            return null;
        }

        var item = live.Items.GetValueOrDefault(entry.Item);
        if (item is null ? !_viewer.SeesEverything || !settings.Hosts.IsEmpty : !_viewer.Sees(item) || !WantsHost(item.Definition.Name.Host))
        {
            return null;
        }

        // A scheduler that lost its disk numbers anew, so the time is part of the identity.
        var id = string.Create(CultureInfo.InvariantCulture, $"{part}-{entry.Sequence}-{entry.UtcMilliseconds}");
        var kind = entry.Kind.ToString().ToLowerInvariant();
        var definition = item?.Definition;
        var tellsState = entry.Kind is HistoryKind.StateChange or HistoryKind.Notification && definition is not null;
        var message = new CloudEvent(
            "1.0",
            id,
            "/tsuba/" + Uri.EscapeDataString(site),
            "tsuba." + kind,
            definition?.Name.ToString(),
            DateTimeOffset.FromUnixTimeMilliseconds(entry.UtcMilliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            "application/json",
            new EventData(
                entry.UtcMilliseconds / 1000.0,
                kind,
                definition?.Name.Host,
                definition?.Name.Description,
                entry.Action,
                tellsState ? StateNames.Of(definition!.Kind, entry.State) : null,
                entry.IsHard,
                entry.Attempt,
                entry.Contact,
                entry.Author,
                Seconds(entry.StartUtcMilliseconds),
                Seconds(entry.EndUtcMilliseconds),
                entry.Detail,
                entry.Text));
        return new HookMessage(id, JsonSerializer.SerializeToUtf8Bytes(message, WebHookJson.Default.CloudEvent));
    }

    private bool Wants(HistoryEntry entry) =>
        (settings.Kinds.IsEmpty || settings.Kinds.Contains(entry.Kind)) && (!settings.HardOnly || entry.Kind != HistoryKind.StateChange || entry.IsHard);

    private bool WantsHost(string host)
    {
        foreach (var pattern in settings.Hosts)
        {
            if (NamePattern.Fits(pattern, host))
            {
                return true;
            }
        }

        return settings.Hosts.IsEmpty;
    }

    private static double? Seconds(long utcMilliseconds) => utcMilliseconds == 0 ? null : utcMilliseconds / 1000.0;
}
