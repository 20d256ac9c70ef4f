using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using static Tsuba.Engine.Macros.MacroNature;

namespace Tsuba.Engine.Macros;

// Macros that hosts and services share; # stands for HOST or SERVICE.
internal static partial class MacroTable
{
    private static IEnumerable<MacroDefinition> ItemRows()
    {
        (string Pattern, MacroNature Nature, Func<IMacroItem, IMacroSource, string> Read)[] shared =
        [
            ("#DISPLAYNAME", Configured, (item, _) => item.Definition.DisplayName),
            ("#STATE", Generated, (item, _) => StateName(item, item.State)),
            ("#STATEID", Generated, (item, _) => Number(item.State)),
            ("LAST#STATE", Generated, (item, _) => StateName(item, item.LastState)),
            ("LAST#STATEID", Generated, (item, _) => Number(item.LastState)),
            ("#STATETYPE", Generated, (item, _) => item.StateType == StateType.Hard ? "HARD" : "SOFT"),
            ("#ATTEMPT", Generated, (item, _) => Number(item.Attempt)),
            ("MAX#ATTEMPTS", Generated, (item, _) => Number(item.MaxAttempts)),
            ("#EVENTID", Generated, (item, _) => Unsigned(item.EventId)),
            ("LAST#EVENTID", Generated, (item, _) => Unsigned(item.LastEventId)),
            ("#PROBLEMID", Generated, (item, _) => Unsigned(item.ProblemId)),
            ("LAST#PROBLEMID", Generated, (item, _) => Unsigned(item.LastProblemId)),
            ("#LATENCY", Generated, (item, _) => Fraction(item.LatencySeconds, "0.000")),
            ("#EXECUTIONTIME", Generated, (item, _) => Fraction(item.ExecutionSeconds, "0.000")),
            ("#DURATION", Generated, (item, source) => MacroDates.Duration(DurationSeconds(item, source))),
            ("#DURATIONSEC", Generated, (item, source) => Number(DurationSeconds(item, source))),
            ("#DOWNTIME", Generated, (item, _) => Number(item.DowntimeDepth)),
            ("#PERCENTCHANGE", Generated, (item, _) => Fraction(item.PercentStateChange, "0.00")),
            ("LAST#CHECK", Generated, (item, _) => Seconds(item.LastCheck)),
            ("LAST#STATECHANGE", Generated, (item, _) => Seconds(item.LastStateChange)),
            ("#OUTPUT", Data, (item, _) => item.Output),
            ("LONG#OUTPUT", Data, (item, _) => item.LongOutput),
            ("#PERFDATA", Data, (item, _) => item.Perfdata),
            ("LAST#PERFDATA", Data, (item, _) => item.LastPerfdata),
            ("#CHECKCOMMAND", Generated, (item, _) => item.CheckCommand?.Text ?? ""),
            ("#ACKAUTHOR", Data, (item, _) => item.AcknowledgementAuthor),
            ("#ACKAUTHORNAME", Configured, (item, source) => ContactOf(item.AcknowledgementAuthor, source)?.Name ?? ""),
            ("#ACKAUTHORALIAS", Configured, (item, source) => ContactOf(item.AcknowledgementAuthor, source)?.Alias ?? ""),
            ("#ACKCOMMENT", Data, (item, _) => item.AcknowledgementComment),
            ("#ACTIONURL", Configured, (item, _) => item.Definition.Presentation.ActionUrl),
            ("#NOTESURL", Configured, (item, _) => item.Definition.Presentation.NotesUrl),
            ("#NOTES", Configured, (item, _) => item.Definition.Presentation.Notes),
            ("#BUSINESSIMPACT", Generated, (item, _) => Number(item.BusinessImpact)),
        ];
        foreach (var (pattern, nature, read) in shared)
        {
            yield return Item(pattern.Replace("#", "HOST", StringComparison.Ordinal), MacroSubject.Host, nature, read);
            yield return Item(pattern.Replace("#", "SERVICE", StringComparison.Ordinal), MacroSubject.Service, nature, read);
        }

        yield return Item("STATUS", MacroSubject.Item, Generated, (item, _) => StateName(item, item.State));
        yield return Item("SHORTSTATUS", MacroSubject.Item, Generated, (item, _) => ShortStatus(item));
        yield return Item("FULLNAME", MacroSubject.Item, Generated, (item, _) => FullName(item.Definition.Name));
    }

    private static IEnumerable<MacroDefinition> HostRows()
    {
        yield return Host("HOSTNAME", Generated, host => host.HostName);
        yield return Host("HOSTALIAS", Configured, host => host.Alias);
        yield return Host("HOSTADDRESS", Configured, host => host.Address);
        yield return Host("HOSTREALM", Generated, host => host.Realm);
        yield return Host("HOSTGROUPNAME", Generated, host => host.Groups.IsEmpty ? "" : host.Groups[0].Name);
        yield return Host("HOSTGROUPNAMES", Generated, host => string.Join(',', host.Groups.Select(group => group.Name)));
        yield return Host("HOSTPARENTS", Generated, host => string.Join(',', host.ParentNames));
        yield return Host("HOSTCHILDREN", Generated, host => string.Join(',', host.Children.Select(child => child.HostName)));
        yield return Item("LASTHOSTUP", MacroSubject.Host, Generated, (item, _) => Seconds(item.LastTimeOk));
        yield return Item("LASTHOSTDOWN", MacroSubject.Host, Generated, (item, _) => Seconds(item.LastTimeWarning));
        yield return Item("LASTHOSTUNREACHABLE", MacroSubject.Host, Generated, (item, _) => Seconds(item.LastTimeUnknown));
        for (var index = 0; index < 32; index++)
        {
            var number = index;
            yield return Host(
                string.Create(CultureInfo.InvariantCulture, $"HOSTADDRESS{number}"),
                Configured,
                host => host.FurtherAddresses.FirstOrDefault(further => further.Number == number).Address ?? "");
        }

        yield return Item("TOTALHOSTSERVICES", MacroSubject.Host, Generated, (item, _) => Number(((Host)item.Definition).Services.Length));
        for (var state = 0; state < StateNames.Service.Length; state++)
        {
            var counted = state;
            yield return Item(
                "TOTALHOSTSERVICES" + StateNames.Service[state],
                MacroSubject.Host,
                Generated,
                (item, source) => Number(((Host)item.Definition).Services.Count(service => source.FindItem(service.Id)?.State == counted)));
        }
    }

    private static IEnumerable<MacroDefinition> ServiceRows()
    {
        yield return Service("SERVICEDESC", service => service.Description);
        yield return Service("SERVICEISVOLATILE", service => Flag(service.Check.IsVolatile));
        yield return Service("SERVICEGROUPNAME", service => service.Groups.IsEmpty ? "" : service.Groups[0].Name);
        yield return Service("SERVICEGROUPNAMES", service => string.Join(',', service.Groups.Select(group => group.Name)));
        yield return Item("LASTSERVICEOK", MacroSubject.Service, Generated, (item, _) => Seconds(item.LastTimeOk));
        yield return Item("LASTSERVICEWARNING", MacroSubject.Service, Generated, (item, _) => Seconds(item.LastTimeWarning));
        yield return Item("LASTSERVICECRITICAL", MacroSubject.Service, Generated, (item, _) => Seconds(item.LastTimeCritical));
        yield return Item("LASTSERVICEUNKNOWN", MacroSubject.Service, Generated, (item, _) => Seconds(item.LastTimeUnknown));
    }

    private static string StateName(IMacroItem item, byte state)
    {
        var names = StateNames.Of(item.Definition.Kind);
        return !item.HasBeenChecked ? "PENDING" : state < names.Length ? names[state] : "UNKNOWN";
    }

    private static string ShortStatus(IMacroItem item) => (item.Definition.Kind, item.State) switch
    {
        (ItemKind.Host, 0) => "U",
        (ItemKind.Host, 1) => "D",
        (ItemKind.Host, _) => "N",
        (_, 0) => "O",
        (_, 1) => "W",
        (_, 2) => "C",
        _ => "U",
    };

    private static string FullName(ItemName name) => name.Description is null ? name.Host : $"{name.Host}/{name.Description}";

    private static long DurationSeconds(IMacroItem item, IMacroSource source) =>
        Math.Max(0, source.Now.UtcMilliseconds - (item.LastStateChange == 0 ? source.ProgramStartUtcMilliseconds : item.LastStateChange)) / 1000;

    private static string Unsigned(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Fraction(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static MacroDefinition Item(string name, MacroSubject subject, MacroNature nature, Func<IMacroItem, IMacroSource, string> read) =>
        new(name, subject, nature, (item, source) => read((IMacroItem)item, source));

    private static MacroDefinition Host(string name, MacroNature nature, Func<Host, string> read) =>
        new(name, MacroSubject.Host, nature, (item, _) => read((Host)((IMacroItem)item).Definition));

    private static MacroDefinition Service(string name, Func<Service, string> read) =>
        new(name, MacroSubject.Service, Generated, (item, _) => read((Service)((IMacroItem)item).Definition));
}
