using System.Globalization;
using System.Text;
using Tsuba.LiveState;
using Tsuba.Model.Definitions;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.Tests.Live;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Modules.Tests.Livestatus.Icinga;

/// <summary>The same objects with the same states, for icinga2 and for us: 20 hosts in 3 groups, 80 services in 2 groups.</summary>
internal static class ComparedSite
{
    public const int Hosts = 20;
    public const int ServicesPerHost = 4;

    private static readonly string[] Outputs = ["all is well", "Connection refused", "disk 93% full; look", "näher betrachtet"];

    public static LiveTables Tables()
    {
        var builder = new ResolvedConfigurationBuilder().Command("check").Command("mail")
            .Add(ObjectType.HostGroup, "front", ("hostgroup_name", "front"), ("alias", "Front door"), ("members", MembersOf("front")))
            .Add(ObjectType.HostGroup, "back", ("hostgroup_name", "back"), ("alias", "Back yard"), ("members", MembersOf("back")))
            .Add(ObjectType.HostGroup, "all", ("hostgroup_name", "all"), ("alias", "All of them"), ("members", MembersOf("all")))
            .Add(ObjectType.ServiceGroup, "web", ("servicegroup_name", "web"), ("alias", "Web things"), ("members", ServicesOf("web")))
            .Add(ObjectType.ServiceGroup, "odd", ("servicegroup_name", "odd"), ("alias", "Odd ones"), ("members", ServicesOf("odd")));
        for (var host = 0; host < Hosts; host++)
        {
            builder.Host(
                HostName(host),
                ("alias", Alias(host)),
                ("display_name", Alias(host)),
                ("address", Address(host)),
                ("check_command", "check"),
                ("max_check_attempts", "1"),
                ("notes", Notes(host)));
            for (var service = 0; service < ServicesPerHost; service++)
            {
                builder.Service(
                    HostName(host),
                    ServiceName(service),
                    ("check_command", "check"),
                    ("max_check_attempts", "1"),
                    ("check_interval", "5"),
                    ("retry_interval", "1"));
            }
        }

        var built = SnapshotBuilder.Build(builder.Build());
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        var tables = new LiveTables();
        tables.SetDefinitions(1, built.Snapshot);
        var frame = new EventFrame { First = 1 };
        foreach (var (item, state, output, perfdata) in States())
        {
            frame.Events.Add(SampleSite.Status((ulong)frame.Events.Count + 1, item.Id, (uint)state, output, perfdata));
        }

        tables.Apply(SampleSite.Part, frame);
        return tables;
    }

    /// <summary>The configuration of icinga2.</summary>
    public static string IcingaObjects()
    {
        var text = new StringBuilder("object CheckCommand \"check\" { command = [ \"/bin/true\" ] }\n");
        foreach (var (name, alias) in new[] { ("front", "Front door"), ("back", "Back yard"), ("all", "All of them") })
        {
            text.Append(CultureInfo.InvariantCulture, $"object HostGroup \"{name}\" {{ display_name = \"{alias}\" }}\n");
        }

        foreach (var (name, alias) in new[] { ("web", "Web things"), ("odd", "Odd ones") })
        {
            text.Append(CultureInfo.InvariantCulture, $"object ServiceGroup \"{name}\" {{ display_name = \"{alias}\" }}\n");
        }

        const string Passive = "  check_command = \"check\"\n  enable_active_checks = false\n  max_check_attempts = 1\n";
        for (var host = 0; host < Hosts; host++)
        {
            text.Append(CultureInfo.InvariantCulture, $"object Host \"{HostName(host)}\" {{\n{Passive}  display_name = \"{Alias(host)}\"\n  address = \"{Address(host)}\"\n")
                .Append(CultureInfo.InvariantCulture, $"  notes = \"{Notes(host)}\"\n  groups = [ {Quoted(HostGroups(host))} ]\n}}\n");
            for (var service = 0; service < ServicesPerHost; service++)
            {
                text.Append(CultureInfo.InvariantCulture, $"object Service \"{ServiceName(service)}\" {{\n{Passive}  host_name = \"{HostName(host)}\"\n  groups = [ {Quoted(ServiceGroups(host, service))} ]\n}}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Every item with its state. Both servers get the same.</summary>
    public static IEnumerable<(ItemName Item, int State, string Output, string Perfdata)> States()
    {
        for (var host = 0; host < Hosts; host++)
        {
            yield return (new ItemName(HostName(host), null), host % 7 == 3 ? 1 : 0, Outputs[host % 4], "");
            for (var service = 0; service < ServicesPerHost; service++)
            {
                var number = (host * 3) + service;
                yield return (new ItemName(HostName(host), ServiceName(service)), number % 5 % 4, Outputs[number % 4], string.Create(CultureInfo.InvariantCulture, $"time={number}ms"));
            }
        }
    }

    private static string MembersOf(string group) =>
        string.Join(',', Enumerable.Range(0, Hosts).Where(host => HostGroups(host).Contains(group)).Select(HostName));

    private static string ServicesOf(string name) => string.Join(',',
        from host in Enumerable.Range(0, Hosts)
        from service in Enumerable.Range(0, ServicesPerHost)
        where ServiceGroups(host, service).Contains(name)
        select $"{HostName(host)},{ServiceName(service)}");

    private static string HostName(int host) => string.Create(CultureInfo.InvariantCulture, $"srv-{host:00}");

    private static string Alias(int host) => string.Create(CultureInfo.InvariantCulture, $"Server {(char)('A' + (host % 5))}{host}");

    private static string Address(int host) => string.Create(CultureInfo.InvariantCulture, $"10.0.{host % 3}.{host}");

    private static string Notes(int host) => host % 4 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"rack {host % 4}");

    private static string ServiceName(int service) => new[] { "http", "ssh", "disk /var", "Load" }[service];

    private static string[] HostGroups(int host) => host % 3 == 0 ? ["all", "front"] : host % 3 == 1 ? ["all", "back"] : ["all"];

    private static string[] ServiceGroups(int host, int service) => (service == 0, host % 2 == 1) switch
    {
        (true, true) => ["odd", "web"],
        (true, false) => ["web"],
        (false, true) => ["odd"],
        _ => [],
    };

    private static string Quoted(string[] names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
