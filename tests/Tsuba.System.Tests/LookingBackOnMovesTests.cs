using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary><c>backtest</c> follows a host that went to another part of its site within the recording (decision 0082).</summary>
public sealed class LookingBackOnMovesTests
{
    [Fact]
    public async Task HostChangesItsPart_InTheMidstOfAProblem_TheConfigurationThatRanGivesNoDifference()
    {
        var directory = PassableDirectory.Create();
        var main = Path.Combine(directory, "site.cfg");
        await File.WriteAllTextAsync(main, TwoRealmSite.Text(directory, "North", attempts: 2));
        await using var site = await RunningSite.StartAsync(directory, main);
        await site.UntilAsync("everything was checked", async () => await site.RunVerbAsync("query", @"GET services\nColumns: state has_been_checked") == "0;1\n0;1\n");
        await FailAsync(site);

        await File.WriteAllTextAsync(main, TwoRealmSite.Text(directory, "South", attempts: 2));
        Assert.StartsWith("accepted: ", await site.RunVerbAsync("reload"), StringComparison.Ordinal);
        await site.UntilAsync("its new part takes commands for it", async () => (await site.TryVerbAsync("command", "ACKNOWLEDGE_SVC_PROBLEM;web;http;1;1;0;ops;mine")).ExitCode == 0);
        await RecoverAsync(site);
        await FailAsync(site);
        await RecoverAsync(site);

        var same = await site.TryVerbAsync("backtest", "-c", main, "--from", "-1h");
        Assert.True(same.ExitCode == 0, same.All);
        Assert.Contains("Moved to another part, and followed there: web, web;http\n", same.Output, StringComparison.Ordinal);
        Assert.Contains("No difference.", same.Output, StringComparison.Ordinal);

        // One that waits longer is told later, or not at all, also of the problem behind the move.
        var patient = Path.Combine(directory, "patient.cfg");
        await File.WriteAllTextAsync(patient, TwoRealmSite.Text(directory, "South", attempts: 1000));
        var other = await site.TryVerbAsync("backtest", "-c", patient, "--from", "-1h");
        Assert.True(other.ExitCode == 1, other.All);
        Assert.Equal(2, Lines(other.Output, "PROBLEM to bob (WARNING)").Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
    }

    private static async Task FailAsync(RunningSite site)
    {
        var before = Count(site, "SERVICE ALERT: web;http;WARNING;HARD");
        await File.WriteAllTextAsync(TwoRealmSite.FailureOf(site.Directory), "");
        await site.UntilAsync("the service is a hard problem", () => Task.FromResult(Count(site, "SERVICE ALERT: web;http;WARNING;HARD") == before + 1));
    }

    private static async Task RecoverAsync(RunningSite site)
    {
        var before = Count(site, "SERVICE ALERT: web;http;OK;HARD");
        File.Delete(TwoRealmSite.FailureOf(site.Directory));
        await site.UntilAsync("the service is well again", () => Task.FromResult(Count(site, "SERVICE ALERT: web;http;OK;HARD") == before + 1));
    }

    private static int Count(RunningSite site, string words) =>
        Directory.EnumerateFiles(site.State, "nagios.log", SearchOption.AllDirectories).Sum(file => Lines(File.ReadAllText(file), words).Count());

    private static IEnumerable<string> Lines(string text, string words) => text.Split('\n').Where(line => line.Contains(words, StringComparison.Ordinal));
}
