using Tsuba.Model.Objects;
using static Tsuba.Engine.Macros.MacroNature;

namespace Tsuba.Engine.Macros;

// Macros of groups: of the first group of the item or contact, or of the one that an on-demand macro names.
internal static partial class MacroTable
{
    private static IEnumerable<MacroDefinition> GroupRows()
    {
        yield return HostGroup("HOSTGROUPALIAS", group => group.Alias);
        yield return HostGroup("HOSTGROUPMEMBERS", group => string.Join(',', group.Members.Select(host => host.HostName)));
        yield return HostGroup("HOSTGROUPNOTES", group => group.Notes);
        yield return HostGroup("HOSTGROUPNOTESURL", group => group.NotesUrl);
        yield return HostGroup("HOSTGROUPACTIONURL", group => group.ActionUrl);
        yield return ServiceGroup("SERVICEGROUPALIAS", group => group.Alias);
        yield return ServiceGroup(
            "SERVICEGROUPMEMBERS",
            group => string.Join(',', group.Members.Select(service => $"{service.Host.HostName},{service.Description}")));
        yield return ServiceGroup("SERVICEGROUPNOTES", group => group.Notes);
        yield return ServiceGroup("SERVICEGROUPNOTESURL", group => group.NotesUrl);
        yield return ServiceGroup("SERVICEGROUPACTIONURL", group => group.ActionUrl);
        yield return ContactGroup("CONTACTGROUPALIAS", group => group.Alias);
        yield return ContactGroup("CONTACTGROUPMEMBERS", group => string.Join(',', group.Members.Select(contact => contact.Name)));
    }

    private static MacroDefinition HostGroup(string name, Func<HostGroup, string> read) =>
        new(name, MacroSubject.HostGroup, Configured, (group, _) => read((HostGroup)group));

    private static MacroDefinition ServiceGroup(string name, Func<ServiceGroup, string> read) =>
        new(name, MacroSubject.ServiceGroup, Configured, (group, _) => read((ServiceGroup)group));

    private static MacroDefinition ContactGroup(string name, Func<ContactGroup, string> read) =>
        new(name, MacroSubject.ContactGroup, Configured, (group, _) => read((ContactGroup)group));
}
