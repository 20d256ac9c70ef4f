using System.Globalization;
using System.Text.Json;
using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>Every daemon as a process of its own: a Shinken tree as it is shipped, from its own ini files, and a sample, by flags.</summary>
public sealed class OneProcessEachTests : IAsyncLifetime
{
    private static readonly string[] Roles = ["scheduler", "poller", "reactionner", "receiver", "broker"];

    private readonly string _directory = PassableDirectory.Create();
    private readonly string _offset = FreePorts.Offset().ToString(CultureInfo.InvariantCulture);
    private readonly List<TsubaProcess> _processes = [];

    private static string Tree => Path.Combine(RequirementProbe.CorpusDirectory!, "shinken-etc");

    private string State => Path.Combine(_directory, "state");

    private string Output => string.Join('\n', _processes.Select(process => process.Output));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    [RequiresFact(Requirement.Corpus)]
    public async Task Daemons_EachFromItsShippedIni_WatchTheShippedHost()
    {
        foreach (var role in Roles)
        {
            Start(role, "-c", Ini(role));
        }

        Start("synchronizer");
        Start("arbiter", "-c", Path.Combine(Tree, "shinken.cfg"));

        await UntilCheckedAsync("localhost");
    }

    [RequiresFact(Requirement.MonitoringPlugins)]
    public async Task Daemons_OfTheSampleWithOneHost_WatchIt()
    {
        foreach (var role in Roles)
        {
            Start(role);
        }

        Start("synchronizer");
        Start("arbiter", "-c", Path.Combine(RequirementProbe.CheckoutDirectory, "samples", "one-host", "site.cfg"));

        await UntilCheckedAsync("this-machine");
    }

    [RequiresFact(Requirement.Corpus)]
    public async Task PrintSettings_EveryShippedIni_IsReadWithoutAnError()
    {
        foreach (var role in Roles)
        {
            var (exit, output, error) = await TsubaProgram.RunAsync(role, "-c", Ini(role), "--print-settings");

            Assert.True(exit == 0, error);
            Assert.Contains($"log_level = WARNING    ; {Ini(role)}:", output, StringComparison.Ordinal);
            Assert.Contains("without effect here: ", error, StringComparison.Ordinal);
        }
    }

    private static string Ini(string role) => Path.Combine(Tree, "daemons", $"{role}d.ini");

    private void Start(string role, params string[] arguments) =>
        _processes.Add(TsubaProcess.Start([role, .. arguments, "--state", State, "--port-offset", _offset, "--host", "127.0.0.1"]));

    private Task<VerbResult> VerbAsync(params string[] arguments) => TsubaProcess.RunAsync([.. arguments, "--state", State]);

    private async Task UntilCheckedAsync(string host)
    {
        await UntilAsync("every daemon is alive", async () => (await VerbAsync("status")).ExitCode == 0);

        // Its first check is due within its interval, which is minutes; nobody waits for that.
        var forced = await VerbAsync("command", string.Create(CultureInfo.InvariantCulture, $"SCHEDULE_FORCED_HOST_CHECK;{host};{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}"));
        Assert.True(forced.ExitCode == 0, forced.All + Output);
        await UntilAsync("the host is checked", async () =>
        {
            var result = await VerbAsync("query", @"GET hosts\nColumns: name\nFilter: has_been_checked = 1\nOutputFormat: json\n");
            return result.ExitCode == 0 && JsonDocument.Parse(result.Output).RootElement.GetArrayLength() == 1;
        });
        await UntilAsync("the broker was told of the pollers", async () => (await VerbAsync("query", @"GET pollers\nStats: alive = 1")).Output.Trim() == "1");
        Assert.All(_processes, process => Assert.False(process.HasEnded, Output));
    }

    private Task UntilAsync(string what, Func<Task<bool>> condition) => Waiting.UntilAsync(what, condition, () => Output);
}
