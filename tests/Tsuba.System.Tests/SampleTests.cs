using System.Globalization;
using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Machines;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>Each sample starts as its README says, and checks everything that it names.</summary>
public sealed class SampleTests
{
    [RequiresTheory(Requirement.MonitoringPlugins)]
    [InlineData("one-host", 1, 2)]
    [InlineData("two-realms", 2, 3)]
    [InlineData("ha-two-nodes", 4, 0)]
    public async Task Run_AllInOneProcess_ChecksEverything(string sample, int hosts, int services)
    {
        var directory = PassableDirectory.Create();
        var main = Path.Combine(RequirementProbe.CheckoutDirectory, "samples", sample, "site.cfg");
        await using var site = await RunningSite.StartAsync(directory, main);

        await site.UntilAsync("every host and service was checked", async () =>
            await CountAsync(site, "hosts") == hosts && await CountAsync(site, "services") == services);
        await site.UntilAsync("every daemon is alive", async () => (await site.TryVerbAsync("status")).ExitCode == 0);
    }

    [RequiresFact(Requirement.MonitoringPlugins)]
    public async Task HaTwoNodes_SecondKilled_TheFirstGoesOnWithItsChecks()
    {
        await using var site = await MachineSite.OfSampleAsync("ha-two-nodes", text => text);
        await site.StartAsync([("127.0.0.1", null), ("127.0.0.2", null)], FreePorts.Offset());
        await site.UntilAsync("every part has a follower", async () =>
        {
            var status = await site.First.VerbAsync("status");
            return status.Output.Contains("scheduler-2", StringComparison.Ordinal) && !status.Output.Contains("behind", StringComparison.Ordinal) && !status.Output.Contains(" none ", StringComparison.Ordinal);
        });
        await site.UntilAsync("all hosts were checked", async () => (await site.QueryAsync(@"GET hosts\nColumns: name\nFilter: has_been_checked = 1")).Count == 4);

        await site.Machines[1].Process.KillAsync();
        var when = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        await site.UntilAsync("all hosts are checked after the failure", async () =>
            (await site.QueryAsync(string.Create(CultureInfo.InvariantCulture, $@"GET hosts\nColumns: name\nFilter: last_check > {when + 1}"))).Count == 4);
        site.Machines[1].Start();
        await site.UntilWellAsync();
    }

    // A plugin that is not there, or does not run, gives UNKNOWN; what the others say is the machine's, a full disk for example.
    private static async Task<int> CountAsync(RunningSite site, string table)
    {
        var answer = await site.TryVerbAsync("query", $@"GET {table}\nFilter: has_been_checked = 1\nStats: state < 3\nOutputFormat: json\n");
        return answer.ExitCode == 0 && int.TryParse(answer.Output.Trim().Trim('[', ']'), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1;
    }
}
