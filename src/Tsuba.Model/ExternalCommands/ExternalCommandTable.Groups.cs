using System.Collections.Immutable;
using static Tsuba.Model.ExternalCommands.CommandArgumentKind;

namespace Tsuba.Model.ExternalCommands;

// Commands on groups and contacts: each part applies them to the members that it owns. Source: reference/shinken.md 5.1 and 5.3.
public static partial class ExternalCommandTable
{
    private static IEnumerable<ExternalCommandRow> GroupRows()
    {
        string[] switched =
            ["HOST_CHECKS", "HOST_NOTIFICATIONS", "PASSIVE_HOST_CHECKS", "PASSIVE_SVC_CHECKS", "SVC_CHECKS", "SVC_NOTIFICATIONS"];
        foreach (var name in switched)
        {
            yield return Row("DISABLE_HOSTGROUP_" + name, CommandRouting.Global, [Arg("hostgroup", HostGroup)]);
            yield return Row("ENABLE_HOSTGROUP_" + name, CommandRouting.Global, [Arg("hostgroup", HostGroup)]);
            yield return Row("DISABLE_SERVICEGROUP_" + name, CommandRouting.Global, [Arg("servicegroup", ServiceGroup)]);
            yield return Row("ENABLE_SERVICEGROUP_" + name, CommandRouting.Global, [Arg("servicegroup", ServiceGroup)]);
        }

        foreach (var name in (string[])["HOST_DOWNTIME", "SVC_DOWNTIME"])
        {
            yield return Row("SCHEDULE_HOSTGROUP_" + name, CommandRouting.Global, [Arg("hostgroup", HostGroup), .. DowntimeArguments()]);
            yield return Row("SCHEDULE_SERVICEGROUP_" + name, CommandRouting.Global, [Arg("servicegroup", ServiceGroup), .. DowntimeArguments()]);
            yield return Row("SCHEDULE_RECURRENT_HOSTGROUP_" + name, CommandRouting.Global, [Arg("hostgroup", HostGroup), .. RecurrenceArguments()]);
            yield return Row("SCHEDULE_RECURRENT_SERVICEGROUP_" + name, CommandRouting.Global, [Arg("servicegroup", ServiceGroup), .. RecurrenceArguments()]);
        }

        yield return Row(
            "DEL_DOWNTIME_BY_HOSTGROUP_NAME",
            CommandRouting.Global,
            [
                Arg("hostgroup", HostGroup), Optional("host", Host), Optional("service", Service), Optional("start", Timestamp),
                Optional("comment", Text),
            ]);
    }

    private static IEnumerable<ExternalCommandRow> ContactRows()
    {
        ImmutableArray<CommandArgument> contact = [Arg("contact", Contact)];
        ImmutableArray<CommandArgument> group = [Arg("contactgroup", ContactGroup)];
        foreach (var name in (string[])["HOST_NOTIFICATIONS", "SVC_NOTIFICATIONS"])
        {
            yield return Row("DISABLE_CONTACT_" + name, CommandRouting.Global, contact);
            yield return Row("ENABLE_CONTACT_" + name, CommandRouting.Global, contact);
            yield return Row("DISABLE_CONTACTGROUP_" + name, CommandRouting.Global, group);
            yield return Row("ENABLE_CONTACTGROUP_" + name, CommandRouting.Global, group);
        }

        foreach (var name in (string[])["CHANGE_CONTACT_MODATTR", "CHANGE_CONTACT_MODHATTR", "CHANGE_CONTACT_MODSATTR"])
        {
            yield return Row(name, CommandRouting.Global, [.. contact, Arg("value", Integer)]);
        }

        foreach (var name in (string[])["CHANGE_CONTACT_HOST_NOTIFICATION_TIMEPERIOD", "CHANGE_CONTACT_SVC_NOTIFICATION_TIMEPERIOD"])
        {
            yield return Row(name, CommandRouting.Global, [.. contact, Arg("timeperiod", TimePeriod)]);
        }

        yield return Row("CHANGE_CUSTOM_CONTACT_VAR", CommandRouting.Global, [.. contact, .. VariableArguments()]);
        yield return Row(
            "SCHEDULE_CONTACT_DOWNTIME",
            CommandRouting.Global,
            [.. contact, Arg("start", Timestamp), Arg("end", Timestamp), Arg("author", Word), Arg("comment", Text)]);
        yield return Row("DEL_ALL_CONTACT_DOWNTIMES", CommandRouting.Global, contact);
    }
}
