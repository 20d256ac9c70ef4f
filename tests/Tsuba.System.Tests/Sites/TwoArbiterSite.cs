namespace Tsuba.System.Tests.Sites;

/// <summary>The same with a second arbiter, a spare one, and a synchronizer, as processes of their own.</summary>
public sealed class TwoArbiterSite() : TwoSchedulerSite(hasSpareArbiter: true)
{
    /// <summary>Waits until an arbiter gives the orders, as <c>tsuba status</c> says, and every part is served.</summary>
    public Task UntilLeadsAsync(string arbiter) => UntilAsync($"{arbiter} leads", async () =>
    {
        var status = (await VerbAsync("status")).Output;
        return status.Contains($"arbiter {arbiter}\n", StringComparison.Ordinal) && status.Contains("active", StringComparison.Ordinal);
    });

    /// <summary>Waits until daemons are alive, as the arbiter that leads sees them.</summary>
    public Task UntilAliveAsync(params string[] daemons) => UntilAsync($"{string.Join(" and ", daemons)} live", async () =>
    {
        var lines = (await VerbAsync("status")).Output.Split('\n');
        return daemons.All(daemon => lines.Any(line => line.StartsWith(daemon, StringComparison.Ordinal) && line.Contains(" alive ", StringComparison.Ordinal)));
    });

    /// <summary>A script that may edit the configuration.</summary>
    internal async Task<EditingClient> EditAsync()
    {
        const string Key = "editing-token=";
        var secrets = Path.Combine(State, "synchronizer-synchronizer-master", "first-secrets");
        await UntilAsync("the synchronizer has made its first token", () => Task.FromResult(File.Exists(secrets)));
        var token = (await File.ReadAllLinesAsync(secrets)).Single(line => line.StartsWith(Key, StringComparison.Ordinal));
        return new EditingClient(7766 + Offset, token[Key.Length..]);
    }

    /// <summary>Part, epoch and owner of each part.</summary>
    public async Task<IReadOnlyList<string>> PartsAsync() =>
        [.. (await VerbAsync("status")).Output.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length > 4 && cells[1].Contains('.', StringComparison.Ordinal) && char.IsAsciiDigit(cells[0][0]))
            .Select(cells => $"{cells[0]} {cells[1]} {cells[3]}")];
}
