using System.Globalization;
using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Machines;

namespace Tsuba.System.Tests;

/// <summary>Three machines with a receiver each, under passive results: nothing that was acknowledged is lost or doubled.</summary>
public sealed class SeveralMachinesTests
{
    private const int Hosts = 4;
    private const int Services = 5;
    private static readonly (string Address, string? Namespace)[] Machines = [("127.0.0.1", null), ("127.0.0.2", null), ("127.0.0.3", null)];

    [Fact]
    public async Task ThreeReceivers_OneKilledUnderLoad_NothingAcknowledgedIsLostOrDoubled()
    {
        await using var site = await StartAsync();
        using var api = await site.First.ApiAsync();
        var load = new PassiveLoad(await SendersAsync(site), Hosts, Services);
        using var enough = new CancellationTokenSource();
        var sending = load.RunAsync(enough.Token);
        await site.UntilAsync("results were acknowledged", () => Task.FromResult(load.Acknowledged.Count > 200));

        await site.Machines[1].Process.KillAsync();
        var before = load.Acknowledged.Count;
        await site.UntilAsync("the others go on", () => Task.FromResult(load.Acknowledged.Count > before + 200));
        Assert.True(load.Refused > 0, "the killed receiver went on answering");
        site.Machines[1].Start();
        await site.UntilWellAsync();
        await enough.CancelAsync();
        await sending;

        await UntilAllThereAsync(site, load, api);
    }

    [Fact]
    public async Task Certificates_RenewedAndTheAuthorityChangedUnderLoad_NothingIsLost()
    {
        await using var site = await StartAsync();
        using var api = await site.First.ApiAsync();
        var load = new PassiveLoad(await SendersAsync(site), Hosts, Services);
        using var enough = new CancellationTokenSource();
        var sending = load.RunAsync(enough.Token);
        var starts = site.Machines.Select(machine => machine.Process.Id).ToList();

        await site.DoAsync("pki", "renew");
        await UntilTakenAsync(site.First, 1, believed: 1);
        foreach (var machine in site.Machines.Skip(1))
        {
            await site.BundleAsync(machine);
            await UntilTakenAsync(machine, 1, believed: 1);
        }

        await site.DoAsync("pki", "rotate", "begin");
        CopyAuthorities(site);
        foreach (var machine in site.Machines)
        {
            await UntilTakenAsync(machine, 1, believed: 2);
        }

        await site.DoAsync("pki", "rotate", "switch");
        await UntilTakenAsync(site.First, 2, believed: 2);
        foreach (var machine in site.Machines.Skip(1))
        {
            await site.BundleAsync(machine);
            await UntilTakenAsync(machine, 2, believed: 2);
        }

        await site.DoAsync("pki", "rotate", "finish");
        CopyAuthorities(site);
        foreach (var machine in site.Machines)
        {
            await UntilTakenAsync(machine, 2, believed: 1);
        }

        var after = load.Acknowledged.Count;
        await site.UntilAsync("results go on under the new authority", () => Task.FromResult(load.Acknowledged.Count > after + 100));
        await enough.CancelAsync();
        await sending;

        Assert.Equal(0, load.Refused);
        await site.UntilWellAsync();
        await UntilAllThereAsync(site, load, api);
        Assert.Equal(starts, site.Machines.Select(machine => machine.Process.Id));
        Assert.DoesNotContain("cannot be used", site.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Refused", site.Output, StringComparison.Ordinal);
    }

    private static async Task<MachineSite> StartAsync()
    {
        var text = PassiveSite.Text(Hosts, Services);
        foreach (var (address, _) in Machines)
        {
            var name = address[^1];
            text += $$"""

                define receiver {
                    receiver_name   receiver-{{name}}
                    address         {{address}}
                }

                """;
        }

        var site = await MachineSite.OfTextAsync(text);
        await site.StartAsync(Machines, FreePorts.Offset());
        await site.UntilAsync("all services are known", async () => (await site.QueryAsync(@"GET services\nColumns: description")).Count == Hosts * Services);
        return site;
    }

    private static async Task<List<HttpClient>> SendersAsync(MachineSite site)
    {
        var senders = new List<HttpClient>();
        foreach (var machine in site.Machines)
        {
            senders.Add(await machine.PassiveAsync());
        }

        return senders;
    }

    private static Task UntilAllThereAsync(MachineSite site, PassiveLoad load, HttpClient api)
    {
        IReadOnlyList<string> wrong = [];
        return Waiting.UntilAsync(
            "every acknowledged result is in the history once",
            async () => (wrong = await load.WrongAsync(api)).Count == 0,
            () => $"{load.Acknowledged.Count} acknowledged; {string.Join("; ", wrong.Take(10))}\n{site.Output}");
    }

    /// <summary>Waits until every daemon of a machine has said so many times that it shows another certificate.</summary>
    private static Task UntilTakenAsync(SiteMachine machine, int times, int believed)
    {
        var daemons = machine.Count(" listens on ");
        var text = string.Create(CultureInfo.InvariantCulture, $"from now on; authorities believed: {believed}");
        return Waiting.UntilAsync($"{machine.Address} believes {believed}", () => Task.FromResult(machine.Count(text) >= daemons * times), () => machine.Output);
    }

    private static void CopyAuthorities(MachineSite site)
    {
        foreach (var machine in site.Machines.Skip(1))
        {
            File.Copy(Path.Combine(site.First.State, "pki", "ca.pem"), Path.Combine(machine.State, "pki", "ca.pem"), overwrite: true);
        }
    }
}
