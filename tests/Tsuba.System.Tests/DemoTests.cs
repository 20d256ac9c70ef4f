using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>The demo shows what it promises.</summary>
public sealed partial class DemoTests
{
    [RequiresFact(Requirement.MonitoringPlugins)]
    public async Task Demo_WebServerStopsAndStarts_NotifiesProblemAndRecovery()
    {
        var directory = PassableDirectory.Create();
        var state = Path.Combine(directory, "state");
        var offset = FreePorts.Offset();
        try
        {
            await using var demo = TsubaProcess.Start("demo", "--state", state, "--port-offset", offset.ToString(CultureInfo.InvariantCulture));
            await UntilAsync(demo, "the demo runs", () => Task.FromResult(WebServer().IsMatch(demo.Output)));
            await UntilAsync(demo, "the web server was found well", async () => (await QueryAsync(state, @"GET services\nFilter: description = http\nFilter: has_been_checked = 1\nFilter: state = 0\nColumns: description\n")).Trim() == "http");
            var mail = Path.Combine(state, "mail", "inbox");

            using (var web = Process.GetProcessById(int.Parse(WebServer().Match(demo.Output).Groups[1].ValueSpan, CultureInfo.InvariantCulture)))
            {
                web.Kill();
            }

            await UntilAsync(demo, "a problem is in the mail file", async () => (await File.ReadAllTextAsync(mail)).Contains("PROBLEM web/http is CRITICAL", StringComparison.Ordinal));
            Assert.Equal("2;1", (await QueryAsync(state, @"GET services\nFilter: description = http\nColumns: state state_type\n")).Trim());
            await using var again = TsubaProcess.Start("demo-web", "--port", (7780 + offset).ToString(CultureInfo.InvariantCulture));
            await UntilAsync(demo, "a recovery is in the mail file", async () => (await File.ReadAllTextAsync(mail)).Contains("RECOVERY web/http is OK", StringComparison.Ordinal));
            Assert.Equal(0, await demo.StopAsync());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> QueryAsync(string state, string query)
    {
        var result = await TsubaProcess.RunAsync(["query", query, "--state", state]);
        return result.ExitCode == 0 ? result.Output : "";
    }

    private static Task UntilAsync(TsubaProcess demo, string what, Func<Task<bool>> condition) => Waiting.UntilAsync(
        what,
        () =>
        {
            Assert.False(demo.HasEnded, demo.Output);
            return condition();
        },
        () => demo.Output);

    [GeneratedRegex("web server  process ([0-9]+)")]
    private static partial Regex WebServer();
}
