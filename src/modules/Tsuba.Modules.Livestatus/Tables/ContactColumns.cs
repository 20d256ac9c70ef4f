using System.Collections.Immutable;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;
using Contacts = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Model.Objects.Contact>;
using Groups = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Model.Objects.ContactGroup>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of contacts and their groups. Notification columns tell the first way, which is made of the contact's own properties.</summary>
internal static class ContactColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Contacts.Text("name", "Name", (contact, _) => contact.Name),
        Contacts.Text("alias", "Alias", (contact, _) => contact.Alias),
        Contacts.Int("id", "Place in the table", (contact, context) => context.Index.IdOf(contact)),
        Contacts.Text("email", "Mail address", (contact, _) => contact.Email),
        Contacts.Text("pager", "Pager", (contact, _) => contact.Pager),
        .. Enumerable.Range(0, 6).Select(index =>
            Contacts.Text($"address{index + 1}", $"Further address {index + 1}", (contact, _) => index < contact.Addresses.Length ? contact.Addresses[index] : "")),
        Contacts.Flag("can_submit_commands", "Whether it may give commands", (contact, _) => contact.CanSubmitCommands),
        Contacts.List("groups", "Contact groups", (contact, _, cell) => ItemColumns.Write(contact.GroupNames, cell)),
        Contacts.Flag("host_notifications_enabled", "Whether it is notified of hosts", (contact, context) => context.Tables.Contacts.GetValueOrDefault(contact.Name)?.HostNotificationsEnabled ?? contact.HostNotificationsEnabled),
        Contacts.Flag("service_notifications_enabled", "Whether it is notified of services", (contact, context) => context.Tables.Contacts.GetValueOrDefault(contact.Name)?.ServiceNotificationsEnabled ?? contact.ServiceNotificationsEnabled),
        Contacts.Text("host_notification_period", "When it is notified of hosts; empty: always", (contact, context) => HostPeriod(contact, context)?.Name ?? ""),
        Contacts.Text("service_notification_period", "When it is notified of services; empty: always", (contact, context) => ServicePeriod(contact, context)?.Name ?? ""),
        Contacts.Flag("in_host_notification_period", "Whether that period holds now", (contact, context) => context.IsIn(HostPeriod(contact, context))),
        Contacts.Flag("in_service_notification_period", "Whether that period holds now", (contact, context) => context.IsIn(ServicePeriod(contact, context))),
        Contacts.List("host_notification_commands", "Commands that notify of hosts", (contact, _, cell) => Commands(First(contact)?.HostCommands ?? [], cell)),
        Contacts.List("service_notification_commands", "Commands that notify of services", (contact, _, cell) => Commands(First(contact)?.ServiceCommands ?? [], cell)),
        Contacts.List("custom_variable_names", "Names of custom variables", (contact, _, cell) => ItemVariables.Write(contact, cell, names: true, values: false)),
        Contacts.List("custom_variable_values", "Values of custom variables", (contact, _, cell) => ItemVariables.Write(contact, cell, names: false, values: true)),
        Contacts.Dict("custom_variables", "Custom variables", (contact, _, cell) => ItemVariables.Write(contact, cell, names: true, values: true)),
        Contacts.Mask("modified_attributes", "What was changed at run time, as a mask", Modified),
        new ListColumn("modified_attributes_list", ColumnType.List, "What was changed at run time, as names", (row, context, cell) => ModifiedAttributes.Write(Modified((Contact)row, context), cell))
        {
            Mask = (row, context) => Modified((Contact)row, context),
        },
    ];

    public static ImmutableArray<Column> OfGroups { get; } =
    [
        Groups.Text("name", "Name", (group, _) => group.Name),
        Groups.Text("alias", "Alias", (group, _) => group.Alias),
        Groups.Int("id", "Place in the table", (group, context) => context.Index.IdOf(group)),
        Groups.List("members", "Names of its contacts", (group, _, cell) =>
        {
            foreach (var contact in group.Members)
            {
                cell.Add(contact.Name);
            }
        }),
    ];

    private static NotificationWay? First(Contact contact) => contact.Ways.IsEmpty ? null : contact.Ways[0];

    private static TimePeriod? HostPeriod(Contact contact, QueryContext context) =>
        PresentPeriods.Find(context.Tables.Contacts.GetValueOrDefault(contact.Name)?.HostPeriod ?? "", context) ?? First(contact)?.HostPeriod;

    private static TimePeriod? ServicePeriod(Contact contact, QueryContext context) =>
        PresentPeriods.Find(context.Tables.Contacts.GetValueOrDefault(contact.Name)?.ServicePeriod ?? "", context) ?? First(contact)?.ServicePeriod;

    private static long Modified(Contact contact, QueryContext context) => context.Tables.Contacts.GetValueOrDefault(contact.Name)?.ModifiedAttributes ?? 0;

    private static void Commands(ImmutableArray<CommandCall> calls, ListCell cell)
    {
        foreach (var call in calls)
        {
            cell.Add(call.Command?.Name ?? call.Text);
        }
    }
}
