using System.Collections.Frozen;
using System.Globalization;
using Tsuba.Model.Objects;
using static Tsuba.Engine.Macros.MacroNature;

namespace Tsuba.Engine.Macros;

/// <summary>All standard macros. Source: reference/shinken.md 3.4; reference/conventions.md 6.</summary>
internal static partial class MacroTable
{
    private static readonly FrozenDictionary<string, MacroDefinition> _byName =
        ItemRows().Concat(HostRows()).Concat(ServiceRows()).Concat(GroupRows()).Concat(ContactRows()).Concat(NotificationRows()).Concat(PeriodRows()).Concat(ProgramRows())
            .ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    internal static IEnumerable<MacroDefinition> Rows => _byName.Values;

    internal static MacroDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    private static IEnumerable<MacroDefinition> ContactRows()
    {
        yield return Contact("CONTACTNAME", contact => contact.Name);
        yield return Contact("CONTACTALIAS", contact => contact.Alias);
        yield return Contact("CONTACTEMAIL", contact => contact.Email);
        yield return Contact("CONTACTPAGER", contact => contact.Pager);
        yield return Contact("CONTACTGROUPNAME", contact => contact.GroupNames.IsEmpty ? "" : contact.GroupNames[0]);
        yield return Contact("CONTACTGROUPNAMES", contact => string.Join(',', contact.GroupNames));
        for (var index = 0; index < 6; index++)
        {
            var number = index;
            yield return Contact(
                string.Create(CultureInfo.InvariantCulture, $"CONTACTADDRESS{number + 1}"),
                contact => number < contact.Addresses.Length ? contact.Addresses[number] : "");
        }
    }

    private static IEnumerable<MacroDefinition> NotificationRows()
    {
        yield return Notification("NOTIFICATIONTYPE", Generated, (notification, _) => notification.Type);
        yield return Notification("NOTIFICATIONRECIPIENTS", Generated, (notification, _) => notification.Recipients);
        yield return Notification("NOTIFICATIONISESCALATED", Generated, (notification, _) => Flag(notification.IsEscalated));
        yield return Notification("NOTIFICATIONAUTHOR", Data, (notification, _) => notification.Author);
        yield return Notification("NOTIFICATIONAUTHORNAME", Configured, (notification, source) => ContactOf(notification.Author, source)?.Name ?? "");
        yield return Notification("NOTIFICATIONAUTHORALIAS", Configured, (notification, source) => ContactOf(notification.Author, source)?.Alias ?? "");
        yield return Notification("NOTIFICATIONCOMMENT", Data, (notification, _) => notification.Comment);
        foreach (var name in (string[])["NOTIFICATIONNUMBER", "HOSTNOTIFICATIONNUMBER", "SERVICENOTIFICATIONNUMBER"])
        {
            yield return Notification(name, Generated, (notification, _) => Number(notification.Number));
        }

        foreach (var name in (string[])["NOTIFICATIONID", "HOSTNOTIFICATIONID", "SERVICENOTIFICATIONID"])
        {
            yield return Notification(name, Generated, (notification, _) => notification.Id.ToString(CultureInfo.InvariantCulture));
        }
    }

    // On demand only. Source: Nagios Core 4's list of macros; a period that has no moment left has 0.
    private static IEnumerable<MacroDefinition> PeriodRows()
    {
        yield return Period("ISVALIDTIME", (asked, zone) => asked.Period.Contains(asked.UtcSeconds, zone) ? 1 : 0);
        yield return Period("NEXTVALIDTIME", (asked, zone) => asked.Period.NextValid(asked.UtcSeconds, zone) ?? 0);
    }

    private static IEnumerable<MacroDefinition> ProgramRows()
    {
        yield return Program("LONGDATETIME", source => MacroDates.Long(source.Now.UtcMilliseconds, source.MacroSettings));
        yield return Program("SHORTDATETIME", source => MacroDates.Short(source.Now.UtcMilliseconds, source.MacroSettings));
        yield return Program("DATE", source => MacroDates.Date(source.Now.UtcMilliseconds, source.MacroSettings));
        yield return Program("TIME", source => MacroDates.Time(source.Now.UtcMilliseconds, source.MacroSettings));
        yield return Program("TIMET", source => Number(source.Now.UtcSeconds));
        yield return Program("PROCESSSTARTTIME", source => Seconds(source.ProgramStartUtcMilliseconds));
        yield return Program("EVENTSTARTTIME", source => Seconds(source.ProgramStartUtcMilliseconds));

        yield return Program("PREFIX", source => source.Configuration.Settings.Prefix);
        yield return Program("COMMANDFILE", source => source.Configuration.Settings.CommandFile);
        yield return Program("LOGFILE", source => source.Configuration.Settings.LogFile);
        yield return Program("ADMINEMAIL", source => source.Configuration.Settings.AdminEmail);
        yield return Program("ADMINPAGER", source => source.Configuration.Settings.AdminPager);
        yield return Program("HOSTPERFDATAFILE", source => source.Configuration.Settings.HostPerfdataFile);
        yield return Program("SERVICEPERFDATAFILE", source => source.Configuration.Settings.ServicePerfdataFile);

        // Nagios' other own files (MAINCONFIGFILE, STATUSDATAFILE…) are unknown names, so empty, as in Shinken.
        string[] totals =
        [
            "TOTALHOSTSUP", "TOTALHOSTSDOWN", "TOTALHOSTSUNREACHABLE", "TOTALHOSTSDOWNUNHANDLED",
            "TOTALHOSTSUNREACHABLEUNHANDLED", "TOTALHOSTPROBLEMS", "TOTALHOSTPROBLEMSUNHANDLED", "TOTALSERVICESOK", "TOTALSERVICESWARNING",
            "TOTALSERVICESCRITICAL", "TOTALSERVICESUNKNOWN", "TOTALSERVICESWARNINGUNHANDLED", "TOTALSERVICESCRITICALUNHANDLED",
            "TOTALSERVICESUNKNOWNUNHANDLED", "TOTALSERVICEPROBLEMS", "TOTALSERVICEPROBLEMSUNHANDLED",
        ];
        foreach (var name in totals)
        {
            yield return Program(name, source => source.FindTotal(name) ?? "");
        }
    }

    private static MacroDefinition Contact(string name, Func<Contact, string> read) =>
        new(name, MacroSubject.Contact, Configured, (subject, _) => read((Contact)subject));

    private static MacroDefinition Notification(string name, MacroNature nature, Func<NotificationMacros, IMacroSource, string> read) =>
        new(name, MacroSubject.Notification, nature, (subject, source) => read((NotificationMacros)subject, source));

    private static MacroDefinition Period(string name, Func<PeriodMoment, TimeZoneInfo, long> read) =>
        new(name, MacroSubject.TimePeriod, Generated, (subject, source) => Number(read((PeriodMoment)subject, source.MacroSettings.Zone)));

    private static MacroDefinition Program(string name, Func<IMacroSource, string> read) =>
        new(name, MacroSubject.Program, Generated, (_, source) => read(source));

    private static Contact? ContactOf(string author, IMacroSource source) => source.Configuration.Contacts.GetValueOrDefault(author);

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(long milliseconds) => Number(milliseconds / 1000);
}
