using System.Globalization;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Macros;

// $HOSTSTATE:name$, $SERVICESTATE:host:description$, and over a group with a separator: $HOSTSTATE:group:,$. Of time periods:
// $ISVALIDTIME:24x7$ and $NEXTVALIDTIME:24x7$, both also with a moment behind a second colon. Source: Nagios Core 4's list of macros.
internal sealed partial class MacroResolver
{
    private MacroValue OnDemand(MacroReference reference, in MacroScope scope)
    {
        if (reference.Definition is not { } definition || reference.First is not { } first)
        {
            return MacroValue.Empty;
        }

        var configuration = _source.Configuration;
        switch (definition.Subject)
        {
            case MacroSubject.Host when reference.Second is null:
                return ItemOrRemote(reference, definition, HostOf(reference, scope));
            case MacroSubject.Host:
                return configuration.HostGroups.TryGetValue(first, out var hosts)
                    ? Joined(definition, hosts.Members.Select(host => host.Id), reference.Second)
                    : MacroValue.Empty;
            case MacroSubject.Service when ServiceOf(reference, scope) is { } service:
                return Read(definition, service);
            case MacroSubject.Service when reference.Second is not null && configuration.ServiceGroups.TryGetValue(first, out var services):
                return Joined(definition, services.Members.Select(service => service.Id), reference.Second);
            case MacroSubject.Service:
                return ItemOrRemote(reference, definition, null);
            case MacroSubject.Item:
                return ItemOrRemote(reference, definition, reference.Second is null ? HostOf(reference, scope) : ServiceOf(reference, scope));
            case MacroSubject.HostGroup:
                return Read(definition, configuration.HostGroups.GetValueOrDefault(first));
            case MacroSubject.ServiceGroup:
                return Read(definition, configuration.ServiceGroups.GetValueOrDefault(first));
            case MacroSubject.ContactGroup:
                return Read(definition, configuration.ContactGroups.GetValueOrDefault(first));
            case MacroSubject.TimePeriod:
                return Read(definition, MomentOf(first, reference.Second));
            case MacroSubject.Contact when reference.Second is null:
                return Read(definition, configuration.Contacts.GetValueOrDefault(first));
            case MacroSubject.Contact:
                return configuration.ContactGroups.TryGetValue(first, out var contacts)
                    ? new MacroValue(
                        string.Join(reference.Second, contacts.Members.Select(contact => Read(definition, contact).Text)),
                        definition.Nature)
                    : MacroValue.Empty;
            default:
                return MacroValue.Empty;
        }
    }

    // A period that nobody knows, and a moment that is no number of seconds, have no value.
    private PeriodMoment? MomentOf(string period, string? moment)
    {
        var when = _source.Now.UtcSeconds;
        return _source.Configuration.TimePeriods.TryGetValue(period, out var known)
            && (moment is null || (long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out when) && when <= uint.MaxValue))
            ? new PeriodMoment(known, when)
            : null;
    }

    private MacroValue ItemOrRemote(MacroReference reference, MacroDefinition definition, IMacroItem? item)
    {
        if (item is not null)
        {
            return Read(definition, item);
        }

        // A text of another part stays data; what that part configured is not expanded here a second time.
        return _source.FindRemoteValue(reference.Name) is { } remote
            ? definition.Nature == MacroNature.Generated
                ? new MacroValue(remote, MacroNature.Generated)
                : new MacroValue(Clean(remote), MacroNature.Data)
            : MacroValue.Empty;
    }

    private MacroValue Joined(MacroDefinition definition, IEnumerable<ItemId> items, string? separator) => new(
        string.Join(separator, items.Select(id => Read(definition, _source.FindItem(id)).Text)),
        definition.Nature);
}
