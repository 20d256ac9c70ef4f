using Tsuba.System.Tests.Sites.Machines;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>The sample of two realms on three machines with networks of their own.</summary>
public sealed class NetworkTests
{
    private const string Paris = "10.77.0.1";
    private const string Lyon = "10.77.0.2";
    private const string Zone = "10.77.0.3";
    private const int PollerPort = 7771;

    // Prints the address of the machine that it runs on.
    private const string Where = """

        define command {
            command_name    where
            command_line    /bin/sh -c "ip -o -4 address show eth0 | sed -E 's/.*inet ([0-9.]+).*/\1/'"
        }

        define service {
            use                 watched
            host_name           paris-web
            service_description where
            check_command       where
            check_interval      2
        }

        define service {
            use                 watched
            host_name           lyon-web
            service_description where
            check_command       where
            check_interval      2
        }

        define service {
            use                 watched
            host_name           lyon-web
            service_description inside
            check_command       where
            check_interval      2
            poller_tag          DMZ
        }
        """;

    [RequiresFact(Requirement.Root, Requirement.MonitoringPlugins)]
    public async Task TwoRealms_ZoneThatReachesNobody_EachCheckRunsWhereItBelongs()
    {
        await using var lab = await NetworkLab.CreateAsync();
        var paris = await lab.AddAsync(Paris);
        var lyon = await lab.AddAsync(Lyon);
        var zone = await lab.AddAsync(Zone);
        await NetworkLab.ShutInAsync(zone, PollerPort);
        await using var site = await MachineSite.OfSampleAsync("two-realms", text => OnMachines(text) + (text.Contains("define service", StringComparison.Ordinal) ? Where : ""));

        await site.StartAsync([(Paris, paris), (Lyon, lyon), (Zone, zone)], offset: 0);

        Assert.False(await NetworkLab.ReachesAsync(zone, Paris, 7770), "the zone reaches the arbiter");
        Assert.False(await NetworkLab.ReachesAsync(zone, Lyon, 7768), "the zone reaches its scheduler");
        Assert.True(await NetworkLab.ReachesAsync(paris, Zone, PollerPort), "the zone's poller cannot be called");
        await site.UntilAsync("all places were checked", async () => (await PlacesAsync(site)).Count == 3);
        Assert.Equal(
            ["lyon-web inside 10.77.0.3", "lyon-web where 10.77.0.2", "paris-web where 10.77.0.1"],
            await PlacesAsync(site));

        // The only poller with the tag is gone: nobody else takes the check, and the others go on.
        await site.Machines[2].Process.KillAsync();
        var killed = await LastCheckAsync(site, "where");
        await site.UntilAsync("what was under way has arrived", async () => await LastCheckAsync(site, "where") > killed + 2);
        var last = await LastCheckAsync(site, "inside");
        await site.UntilAsync("checks without the tag go on for three rounds", async () => await LastCheckAsync(site, "where") > killed + 9);
        Assert.Equal(last, await LastCheckAsync(site, "inside"));

        site.Machines[2].Start();
        await site.UntilAsync("the zone is checked again", async () => await LastCheckAsync(site, "inside") > last);
        Assert.Contains("lyon-web inside 10.77.0.3", await PlacesAsync(site));
    }

    private static string OnMachines(string text) => text
        .Replace("127.0.0.1", Paris, StringComparison.Ordinal)
        .Replace("127.0.0.2", Lyon, StringComparison.Ordinal)
        .Replace("127.0.0.3", Zone, StringComparison.Ordinal);

    private static async Task<List<string>> PlacesAsync(MachineSite site) =>
    [
        .. (await site.QueryAsync(@"GET services\nColumns: host_name description plugin_output\nFilter: has_been_checked = 1\nFilter: plugin_output ~ ^10"))
            .Select(row => string.Join(' ', row)).Order(StringComparer.Ordinal),
    ];

    private static async Task<long> LastCheckAsync(MachineSite site, string description)
    {
        var rows = await site.QueryAsync($@"GET services\nColumns: last_check\nFilter: description = {description}\nFilter: host_name = lyon-web");
        return rows.Count == 1 ? (long)double.Parse(rows[0][0], global::System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
