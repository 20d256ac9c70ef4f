using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Contacts, notification ways and contact groups. Source: reference/shinken.md 3.8.</summary>
internal static class ContactLinker
{
    private static readonly ImmutableArray<string> WayProperties =
    [
        "host_notifications_enabled", "service_notifications_enabled", "host_notification_period", "service_notification_period",
        "host_notification_options", "service_notification_options", "host_notification_commands", "service_notification_commands",
        "min_business_impact",
    ];

    private static readonly ImmutableArray<string> AddressProperties =
        ["address1", "address2", "address3", "address4", "address5", "address6"];

    internal static NotificationWay LinkWay(in ObjectReader reader, string name) => new()
    {
        Name = name,
        HostEnabled = reader.Flag("host_notifications_enabled"),
        ServiceEnabled = reader.Flag("service_notifications_enabled"),
        HostPeriod = reader.Period("host_notification_period"),
        ServicePeriod = reader.Period("service_notification_period"),
        HostOptions = reader.Options("host_notification_options", OptionLetters.Host),
        ServiceOptions = reader.Options("service_notification_options", OptionLetters.Service),
        HostCommands = CommandLinker.Calls(reader, "host_notification_commands"),
        ServiceCommands = CommandLinker.Calls(reader, "service_notification_commands"),
        MinBusinessImpact = reader.Integer("min_business_impact", 0, 5),
    };

    internal static Contact Link(in ObjectReader reader, ImmutableArray<string> groupNames)
    {
        var name = reader.Source.Key;
        var ways = ImmutableArray.CreateBuilder<NotificationWay>();
        if (HasOwnWay(reader))
        {
            // The switches are the contact's, so that a command can set them.
            ways.Add(LinkWay(reader, $"{name}_inner_notificationway") with { HostEnabled = true, ServiceEnabled = true });
        }

        ways.AddRange(reader.Named("notificationways", reader.Context.Ways, "notificationway"));
        var password = reader.Text("password");
        return new Contact
        {
            Name = name,
            Alias = Value(reader, "alias") is { Length: > 0 } alias ? alias : name,
            Email = Value(reader, "email"),
            Pager = Value(reader, "pager"),
            Addresses = Addresses(reader),
            Ways = ways.DrainToImmutable(),
            HostNotificationsEnabled = reader.Flag("host_notifications_enabled"),
            ServiceNotificationsEnabled = reader.Flag("service_notifications_enabled"),
            CanSubmitCommands = reader.Flag("can_submit_commands"),
            IsAdmin = reader.Flag("is_admin"),
            IsExpert = reader.Flag("expert"),
            RetainStatus = reader.Flag("retain_status_information"),
            RetainNonStatus = reader.Flag("retain_nonstatus_information"),
            Password = password is null or "NOPASSWORDSET" ? null : password,
            GroupNames = groupNames,
            CustomVariables = CustomVariables.Of(reader.Source, reader.Context),
        };
    }

    internal static void LinkGroups(List<ResolvedObject> groups, List<ResolvedObject> contacts, BuildContext context)
    {
        Dictionary<string, SortedSet<string>> groupsOf = new(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var member in new ObjectReader(group, context).List("members"))
            {
                if (!groupsOf.TryGetValue(member, out var names))
                {
                    groupsOf.Add(member, names = new SortedSet<string>(StringComparer.Ordinal));
                }

                names.Add(group.Key);
            }
        }

        foreach (var contact in contacts)
        {
            ImmutableArray<string> names = groupsOf.TryGetValue(contact.Key, out var set) ? [.. set] : [];
            context.Contacts[contact.Key] = Link(new ObjectReader(contact, context), names);
        }

        foreach (var group in groups)
        {
            var reader = new ObjectReader(group, context);
            var members = reader.Named("members", context.Contacts, "contact").Sort(ByName);
            context.ContactGroups[group.Key] = new ContactGroup(group.Key, reader.Text("alias") ?? group.Key, members);
        }
    }

    /// <summary>contacts and the members of contact_groups, each once, by name.</summary>
    internal static ImmutableArray<Contact> Union(in ObjectReader reader)
    {
        var contacts = reader.Named("contacts", reader.Context.Contacts, "contact");
        var groups = reader.Named("contact_groups", reader.Context.ContactGroups, "contactgroup");
        if (groups.IsEmpty)
        {
            return contacts.Sort(ByName);
        }

        HashSet<Contact> all = [.. contacts];
        foreach (var group in groups)
        {
            all.UnionWith(group.Members);
        }

        return all.ToImmutableArray().Sort(ByName);
    }

    private static int ByName(Contact left, Contact right) => string.CompareOrdinal(left.Name, right.Name);

    // A contact that only refers to notification ways gets no way of its own: it would be notified twice.
    private static bool HasOwnWay(ObjectReader reader) => WayProperties.Any(reader.IsSet);

    private static ImmutableArray<string> Addresses(ObjectReader reader) =>
        AddressProperties.Any(reader.IsSet) ? [.. AddressProperties.Select(name => Value(reader, name))] : NoAddresses;

    private static readonly ImmutableArray<string> NoAddresses = ["", "", "", "", "", ""];

    // The original's defaults for these texts is the word "none", which is what it shows where nothing is set.
    private static string Value(in ObjectReader reader, string name) => reader.IsSet(name) ? reader.Text(name) ?? "" : "";
}
