using System.Text.Json;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>What <c>whatif</c> foretells happens, and <c>backtest</c> finds in the journal what happened and nothing else.</summary>
public sealed class LookingAheadTests
{
    [Fact]
    public async Task Outage_ForetoldThenReal_IsTheSameAndTheJournalTellsItAgain()
    {
        var directory = PassableDirectory.Create();
        var outage = new OutageSite(directory);
        var main = Path.Combine(directory, "site.cfg");
        await File.WriteAllTextAsync(main, outage.Text(attempts: 3, "plain", "always"));
        await using var site = await RunningSite.StartAsync(directory, main);
        await site.UntilAsync("everything was checked", async () => Problems(await site.RunVerbAsync("query", @"GET services\nColumns: state has_been_checked")) == "0;1 0;1");
        await site.UntilAsync("the hosts too", async () => Problems(await site.RunVerbAsync("query", @"GET hosts\nColumns: state has_been_checked")) == "0;1 0;1");
        var begin = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1;

        using var forecast = JsonDocument.Parse(await site.RunVerbAsync("whatif", "down", "router", "for", "30s", "--for", "2m", "--json"));
        Assert.Empty(Log(site));
        outage.Fail(true);
        await site.UntilAsync("all of it is a hard problem", () => Task.FromResult(Log(site).Count(line => line.Contains(";HARD;", StringComparison.Ordinal)) >= 4));
        outage.Fail(false);
        await site.UntilAsync("all is well again", async () =>
            !(await site.RunVerbAsync("query", @"GET services\nColumns: state")).Contains('2') && !(await site.RunVerbAsync("query", @"GET hosts\nColumns: state")).Split('\n').Any(state => state is "1" or "2"));

        Assert.Equal(Hard(Log(site)), Hard(forecast));
        Assert.Equal(Told(Log(site)), Told(forecast));
        Assert.NotEmpty(Told(forecast));
        Assert.Contains(forecast.RootElement.GetProperty("timeline").EnumerateArray(), entry =>
            Is(entry, "item", "web") && entry.TryGetProperty("root_causes", out var causes) && causes.EnumerateArray().Any(cause => cause.GetString() == "router"));
        await LookBackAsync(site, outage, begin);
    }

    // A downtime, a reload of what changes nothing and a restart join the outage in the journal.
    private static async Task LookBackAsync(RunningSite site, OutageSite outage, long begin)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await site.RunVerbAsync("command", $"SCHEDULE_SVC_DOWNTIME;web;http;{now};{now + 3};1;0;3;me;work");
        await File.WriteAllTextAsync(site.Configuration, outage.Text(attempts: 3, "another note", "always"));
        await site.RunVerbAsync("reload");
        await site.Process.StopAsync();
        await site.StartAsync();
        await site.UntilAsync("the downtime is over", () => Task.FromResult(Log(site).Any(line => line.Contains("DOWNTIME ALERT: web;http;STOPPED", StringComparison.Ordinal))));
        var from = begin.ToString(global::System.Globalization.CultureInfo.InvariantCulture);

        var same = await site.TryVerbAsync("backtest", "-c", site.Configuration, "--from", from);
        Assert.True(same.ExitCode == 0, same.All);
        Assert.Contains("No difference.", same.Output, StringComparison.Ordinal);

        // Nobody would have been told of the web server: exactly its notifications are missing.
        var silent = Path.Combine(site.Directory, "silent.cfg");
        await File.WriteAllTextAsync(silent, outage.Text(attempts: 3, "another note", "never"));
        using var missing = await BacktestAsync(site, silent, from);
        var expected = Told(Log(site)).Where(told => told.StartsWith("bob web ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Differences(missing).Where(difference => !difference.Contains(" DOWNTIME", StringComparison.Ordinal)).Select(difference => difference.Replace("recorded ", "", StringComparison.Ordinal)));

        // One attempt is enough: the service is a hard problem earlier, and nothing else changes.
        var hasty = Path.Combine(site.Directory, "hasty.cfg");
        await File.WriteAllTextAsync(hasty, outage.Text(attempts: 1, "another note", "always"));
        using var earlier = await BacktestAsync(site, hasty, from);
        var changes = earlier.RootElement.GetProperty("differences").EnumerateArray().ToList();
        Assert.All(changes, change => Assert.Equal("web;http", change.GetProperty("item").GetString()));
        Assert.Contains(changes, change => Is(change, "side", "candidate") && Is(change, "state", "CRITICAL HARD"));
        Assert.Contains(changes, change => Is(change, "side", "both") && Is(change, "state", "CRITICAL HARD"));

        // Items of one side.
        await File.WriteAllTextAsync(hasty, outage.Text(attempts: 3, "another note", "always") + "\ndefine host {\n host_name more\n address 127.0.0.1\n check_command file!more\n contacts bob\n}\n");
        var more = await site.TryVerbAsync("backtest", "-c", hasty, "--from", from);
        Assert.Equal(1, more.ExitCode);
        Assert.Contains("Only in the candidate: more", more.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> BacktestAsync(RunningSite site, string candidate, string from)
    {
        var result = await site.TryVerbAsync("backtest", "-c", candidate, "--from", from, "--json");
        Assert.True(result.ExitCode == 1, result.All);
        return JsonDocument.Parse(result.Output);
    }

    private static List<string> Differences(JsonDocument report) =>
        [.. report.RootElement.GetProperty("differences").EnumerateArray()
            .Where(difference => Is(difference, "kind", "notification"))
            .Select(difference => $"{Text(difference, "side")} {Text(difference, "contact")} {Text(difference, "item")} {Text(difference, "state")}")
            .Order(StringComparer.Ordinal)];

    private static string[] Log(RunningSite site) =>
        [.. Directory.EnumerateFiles(site.State, "nagios.log", SearchOption.AllDirectories)
            .SelectMany(File.ReadAllLines)
            .Where(line => line.Contains("ALERT: ", StringComparison.Ordinal) || line.Contains("NOTIFICATION: ", StringComparison.Ordinal))];

    // Hard problems and recoveries: "web;http CRITICAL".
    private static List<string> Hard(string[] log) =>
        [.. log.Where(line => line.Contains("HOST ALERT: ", StringComparison.Ordinal) || line.Contains("SERVICE ALERT: ", StringComparison.Ordinal))
            .Select(Fields)
            .Where(fields => fields[^3] == "HARD")
            .Select(fields => $"{string.Join(';', fields[..^4])} {fields[^4]}")
            .Order(StringComparer.Ordinal)];

    private static List<string> Hard(JsonDocument forecast)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        var found = new List<string>();
        foreach (var entry in forecast.RootElement.GetProperty("timeline").EnumerateArray().Where(entry => Is(entry, "kind", "state")))
        {
            var (item, state) = (Text(entry, "item"), Text(entry, "state"));
            if (Is(entry, "type", "HARD") && before.GetValueOrDefault(item, "OK") != state && before.GetValueOrDefault(item, "UP") != state)
            {
                before[item] = state;
                found.Add($"{item} {state}");
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    // "bob web UNREACHABLE"; those of downtimes are left out.
    private static List<string> Told(string[] log) =>
        [.. log.Where(line => line.Contains("NOTIFICATION: ", StringComparison.Ordinal) && !line.Contains("DOWNTIME", StringComparison.Ordinal))
            .Select(Fields)
            .Select(fields => $"{fields[0]} {string.Join(';', fields[1..^3])} {fields[^3]}")
            .Order(StringComparer.Ordinal)];

    private static List<string> Told(JsonDocument forecast) =>
        [.. forecast.RootElement.GetProperty("timeline").EnumerateArray()
            .Where(entry => Is(entry, "kind", "notification"))
            .Select(entry => $"{Text(entry, "contact")} {Text(entry, "item")} {Text(entry, "state")}")
            .Order(StringComparer.Ordinal)];

    private static string[] Fields(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(';');

    private static bool Is(JsonElement entry, string name, string value) => entry.TryGetProperty(name, out var found) && found.GetString() == value;

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    private static string Problems(string answer) => string.Join(' ', answer.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
