using System.Globalization;
using Tsuba.Protocol.Contracts;
using Tsuba.System.Tests.Sites;
using Xunit.Abstractions;

namespace Tsuba.System.Tests;

/// <summary>
/// Reloads of a whole site as a process. <c>TSUBA_RELOAD_STORM=30</c> makes the storm last ten minutes, as reference/reliability.md test 17
/// asks, and then judges delays too; the short one judges what no busy machine can change: due times, numbers and attempts in the journals.
/// Both say how many checks they compared, and how late the latest one began.
/// </summary>
public sealed class ReloadTests(ITestOutputHelper output)
{
    private const int Hosts = 20;
    private const int Services = Hosts * CheckedSite.ServicesPerHost;
    private const int ShortStorm = 5;
    private const double MostDelaySeconds = 1;
    private const long PhaseTolerance = 100;

    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Reload_Storm_KeepsPhaseNumberAndAttemptOfEveryCheck()
    {
        var asked = int.TryParse(Environment.GetEnvironmentVariable("TSUBA_RELOAD_STORM"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        await using var site = await RunningSite.StartAsync(CheckedSite.Text(Hosts, _ => null));
        await site.UntilAsync("every service was checked", async () => await CheckedAsync(site) == Services);
        for (var round = 1; round <= Math.Max(asked, ShortStorm); round++)
        {
            // One service in a hundred.
            var changed = round % Services;
            await WriteAsync(site, CheckedSite.Text(Hosts, service => service == changed ? $"round {round}" : null));
            var told = await site.RunVerbAsync("reload");
            Assert.StartsWith("accepted: ", told, StringComparison.Ordinal);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"~ service h{changed / CheckedSite.ServicesPerHost};s{changed % CheckedSite.ServicesPerHost}\n"), told, StringComparison.Ordinal);
            await Task.Delay(asked > 0 ? LongPause : TimeSpan.Zero);
        }

        await site.UntilAsync("checks go on", async () => await LeastAttemptAsync(site) >= 4);
        await site.Process.StopAsync();
        Judge(PartJournals.Results(site.State, "scheduler-master"), judgesDelays: asked > 0);
    }

    [Fact]
    public async Task Reload_ByEveryDoor_SaysWhatBecameOfIt()
    {
        await using var site = await RunningSite.StartAsync(CheckedSite.Text(4, _ => null));
        await site.UntilAsync("the site is served", async () => (await site.TryVerbAsync("status")).ExitCode == 0);
        Assert.StartsWith("unchanged: ", await site.RunVerbAsync("reload"), StringComparison.Ordinal);

        // A broken file: refused with its place, and everything goes on.
        await WriteAsync(site, CheckedSite.Text(4, _ => null) + "define host {\n    host_name  broken\n    check_command  nowhere\n}\n");
        var refused = await site.TryVerbAsync("reload");
        Assert.Equal(1, refused.ExitCode);
        Assert.Matches(@"(?m)^\S+site\.cfg:\d+:\d+: error TSB\d+: ", refused.Output);
        Assert.Contains("nowhere", (await site.TryVerbAsync("status")).Output, StringComparison.Ordinal);
        var command = await site.TryVerbAsync("command", "RELOAD_CONFIG");
        Assert.StartsWith("refused ", command.Output, StringComparison.Ordinal);
        Assert.Contains("nowhere", command.Output, StringComparison.Ordinal);

        // HUP and the commands of Nagios take the mended one.
        await WriteAsync(site, CheckedSite.Text(5, _ => null));
        await site.Process.SignalAsync("HUP");
        await site.UntilAsync("the new host is known", async () => (await site.RunVerbAsync("query", "GET hosts\\nColumns: name\\n")).Contains("h4", StringComparison.Ordinal));
        foreach (var name in new[] { "RELOAD_CONFIG", "RESTART_PROGRAM", "RESTART_PROCESS" })
        {
            Assert.StartsWith("applied ", await site.RunVerbAsync("command", name), StringComparison.Ordinal);
        }

        // Nearly everything deleted: a slip, until it is confirmed by its hash.
        await WriteAsync(site, CheckedSite.Text(1, _ => null));
        var dangerous = await site.TryVerbAsync("reload");
        Assert.Equal(1, dangerous.ExitCode);
        var hash = dangerous.Output.Split("--confirm ")[1].Trim()[..12];
        Assert.Equal(1, (await site.TryVerbAsync("reload", "--confirm", "000000000000")).ExitCode);
        Assert.Contains("- host h4", dangerous.Output, StringComparison.Ordinal);
        Assert.StartsWith("accepted: ", await site.RunVerbAsync("reload", "--confirm", hash), StringComparison.Ordinal);
    }

    private void Judge(ILookup<ulong, CheckResultEvent> results, bool judgesDelays)
    {
        var checks = 0;
        var delays = new List<(double Seconds, string Name)>();
        for (var service = 0; service < Services; service++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"h{service / CheckedSite.ServicesPerHost};s{service % CheckedSite.ServicesPerHost}");
            var own = results[Tsuba.Model.Items.ItemName.Parse(name).Id.Value].ToList();
            Assert.True(own.Count >= 4, $"{name}: {own.Count} results");
            checks += own.Count;
            foreach (var (before, after) in own.Zip(own.Skip(1)))
            {
                var step = Due(after) - Due(before);
                var offPhase = Math.Abs(step - (Math.Round(step / CheckedSite.IntervalMilliseconds) * CheckedSite.IntervalMilliseconds));
                Assert.True(step > PhaseTolerance && offPhase < PhaseTolerance, $"{name}: due times {step} ms apart");
                Assert.True(after.Occurrence == before.Occurrence + 1, $"{name}: check {after.Occurrence} follows {before.Occurrence}");
                Assert.True(after.Attempt == before.Attempt + 1, $"{name}: attempt {after.Attempt} follows {before.Attempt}");
                Assert.True(!judgesDelays || after.LatencySeconds <= MostDelaySeconds, $"{name}: started {after.LatencySeconds} s late");
                delays.Add((after.LatencySeconds, name));
            }
        }

        delays.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"measured: {checks} checks of {Services} services; due time, number and attempt of {delays.Count} compared with the check before; started late: {delays[^1].Seconds:F3} s at most ({delays[^1].Name}), {delays[delays.Count / 2].Seconds:F3} s in the median"));
    }

    private static double Due(CheckResultEvent result) => result.StartUtcMs - (result.LatencySeconds * 1000.0);

    private static Task WriteAsync(RunningSite site, string text) => File.WriteAllTextAsync(site.Configuration, text);

    private static async Task<int> CheckedAsync(RunningSite site) =>
        int.Parse((await site.RunVerbAsync("query", "GET services\\nStats: has_been_checked = 1\\n")).Trim(), CultureInfo.InvariantCulture);

    private static async Task<int> LeastAttemptAsync(RunningSite site) =>
        (await site.RunVerbAsync("query", "GET services\\nColumns: current_attempt\\n"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Min(line => int.Parse(line, CultureInfo.InvariantCulture));
}
