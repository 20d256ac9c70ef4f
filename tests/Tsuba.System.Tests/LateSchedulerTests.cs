using System.Globalization;
using System.Text.RegularExpressions;
using Tsuba.Protocol.Contracts;
using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Machines;
using Xunit.Abstractions;

namespace Tsuba.System.Tests;

/// <summary>
/// Two schedulers of weight 1 and 3, each on a machine of its own; the second comes when the first has long begun.
/// <c>TSUBA_LATE_SECONDS=60</c> makes it a minute late. What is judged stands in the journals, so no busy machine changes it.
/// </summary>
public sealed partial class LateSchedulerTests(ITestOutputHelper output)
{
    private const int Hosts = 12;
    private const int Services = Hosts * CheckedSite.ServicesPerHost;
    private const int JudgedRounds = 3;
    private const double SecondShare = 3.0 / 4;

    /// <summary>The packing is off its target by less than one shard, here a host with its services.</summary>
    private const double Tolerance = 1.0 / Hosts;

    private const string Schedulers = """

        define scheduler {
            scheduler_name  s1
            address         127.0.0.1
            weight          1
        }

        define scheduler {
            scheduler_name  s2
            address         127.0.0.2
            weight          3
        }

        """;

    [Fact]
    public async Task SecondScheduler_StartsLate_TakesItsShareAndNoItemLosesItsAttempts()
    {
        await using var site = await MachineSite.OfTextAsync(CheckedSite.Text(Hosts, _ => null) + Schedulers);
        await site.PrepareAsync([("127.0.0.1", null), ("127.0.0.2", null)], FreePorts.Offset());
        var second = site.Machines[1];

        site.First.Start();
        await site.UntilAsync("the first scheduler checks what is at home there", async () => (await AttemptsAsync(site)).Count > 0);
        await site.UntilAsync("it checks the other's services too, and again", async () =>
            await AttemptsAsync(site) is { Count: Hosts } attempts && attempts.Values.Min() >= 2);
        Assert.Equal(Hosts, HostsOf(await PartsAsync(site), "s1"));
        await Task.Delay(TimeSpan.FromSeconds(LateSeconds()));
        var before = await AttemptsAsync(site);

        var started = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        second.Start();
        List<PartRow> parts = [];
        await site.UntilAsync("the second has its share, and each part a complete copy", async () =>
        {
            parts = await PartsAsync(site);
            return HostsOf(parts, "s2") > 0 && parts.TrueForAll(part => part.State == "active" && part.Follower is "s1" or "s2");
        });
        var begin = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var end = begin + (JudgedRounds * CheckedSite.IntervalMilliseconds);
        var last = (end + CheckedSite.IntervalMilliseconds) / 1000;
        await site.UntilAsync("every service was checked after the rounds that count", async () =>
            (await site.QueryAsync(string.Create(CultureInfo.InvariantCulture, $@"GET services\nColumns: description\nFilter: last_check > {last}"))).Count == Services);
        await second.Process.StopAsync();
        await site.First.Process.StopAsync();

        var run = new Dictionary<string, int> { ["s1"] = 0, ["s2"] = 0 };
        foreach (var part in parts)
        {
            var results = PartJournals.Results((part.Owner == "s1" ? site.First : second).State, part.Owner, part.Number);
            JudgeAttempts(results.Where(result => result.StartUtcMs >= started), before);
            run[part.Owner] += results.Count(result => Due(result) >= begin && Due(result) < end);
        }

        var share = (double)run["s2"] / run.Values.Sum();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"checks run: s1 {run["s1"]}, s2 {run["s2"]}, share of s2 {share:P1}"));
        Assert.InRange(share, SecondShare - Tolerance, SecondShare + Tolerance);
    }

    // The first service of each host is never OK: its attempts only grow, whoever checks it.
    private static void JudgeAttempts(IEnumerable<CheckResultEvent> results, Dictionary<string, int> before)
    {
        var attempts = before.ToDictionary(entry => Tsuba.Model.Items.ItemName.Parse($"{entry.Key};s0").Id.Value, entry => entry.Value);
        foreach (var result in results)
        {
            if (attempts.TryGetValue(result.Item, out var known))
            {
                Assert.True(result.Attempt > known, $"item {result.Item}: attempt {result.Attempt} follows {known}");
                attempts[result.Item] = (int)result.Attempt;
            }
        }
    }

    private static double Due(CheckResultEvent result) => result.StartUtcMs - (result.LatencySeconds * 1000.0);

    private static int LateSeconds() =>
        int.TryParse(Environment.GetEnvironmentVariable("TSUBA_LATE_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    /// <summary>Attempts of the services that are never OK, of those that were checked, by host.</summary>
    private static async Task<Dictionary<string, int>> AttemptsAsync(MachineSite site) =>
        (await site.QueryAsync(@"GET services\nColumns: host_name current_attempt\nFilter: description = s0\nFilter: has_been_checked = 1"))
            .ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture));

    private static async Task<List<PartRow>> PartsAsync(MachineSite site) =>
        [.. PartLine().Matches((await site.First.VerbAsync("status")).Output).Select(line => new PartRow(
            int.Parse(line.Groups["part"].Value, CultureInfo.InvariantCulture),
            line.Groups["state"].Value,
            line.Groups["owner"].Value,
            line.Groups["follower"].Value,
            int.Parse(line.Groups["hosts"].Value, CultureInfo.InvariantCulture)))];

    private static int HostsOf(List<PartRow> parts, string owner) => parts.Where(part => part.Owner == owner).Sum(part => part.Hosts);

    [GeneratedRegex(@"^(?<part>\d+)\s+\d+\.\d+\s+(?<state>\w+)\s+(?<owner>\S+)\s+(?<follower>\S+( \(behind\))?)\s+(?<hosts>\d+)\s+\d+\s+\S+\s+\d+\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PartLine();

    /// <summary>A line of <c>tsuba status</c> about a part.</summary>
    private sealed record PartRow(int Number, string State, string Owner, string Follower, int Hosts);
}
