using System.Globalization;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>What the verbs that talk to a running site say.</summary>
public sealed class LiveVerbTests(LiveSite live) : IClassFixture<LiveSite>
{
    [Theory]
    [InlineData("ADD_HOST_COMMENT;h0;1;me;text", "applied", "")]
    [InlineData("[1] ADD_SVC_COMMENT;h0;s1;1;me;text", "applied", "")]
    [InlineData("FOO;h0", "refused", "unknown command 'FOO'")]
    [InlineData("ADD_HOST_COMMENT;h0", "refused", "expected ADD_HOST_COMMENT;host;persistent;author;comment")]
    [InlineData("ADD_HOST_COMMENT;nowhere;1;me;text", "refused", "host 'nowhere' is not in the configuration")]
    [InlineData("ADD_SVC_COMMENT;h0;nothing;1;me;text", "refused", "there is no 'h0;nothing'")]
    [InlineData("ACKNOWLEDGE_HOST_PROBLEM;h0;1;1;1;me;text", "refused", "there is no problem to acknowledge")]
    public async Task Command_GoodOrBad_SaysWhatBecameOfIt(string line, string state, string reason)
    {
        var result = await live.Site.TryVerbAsync("command", line);

        Assert.StartsWith(state, result.Output, StringComparison.Ordinal);
        Assert.Contains(reason, result.Output, StringComparison.Ordinal);
        Assert.Equal(state == "applied" ? 0 : 1, result.ExitCode);
    }

    [Theory]
    [InlineData("GET nothing", "no such table 'nothing'")]
    [InlineData(@"GET hosts\nFilter: name ~ [", "invalid regular expression '['")]
    [InlineData(@"GET hosts\nOutputFormat: xml", "there is no output format 'xml'")]
    [InlineData("", "the request is empty")]
    public async Task Query_NotUnderstood_ExitsWithOneAndTheReason(string query, string reason)
    {
        var result = await live.Site.TryVerbAsync("query", query);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_OfThePast_ShowsLinesAndPeriodsOfState()
    {
        await live.Site.RunVerbAsync("command", "PROCESS_SERVICE_CHECK_RESULT;h0;s2;2;broken by the test");

        await live.Site.UntilAsync("the log has the alert", async () =>
            (await live.Site.RunVerbAsync("query", @"GET log\nColumns: type host_name service_description state plugin_output\nFilter: class = 1\nFilter: service_description = s2"))
                .Contains("SERVICE ALERT;h0;s2;2;broken by the test", StringComparison.Ordinal));
        var periods = await live.Site.RunVerbAsync("query", @"GET statehist\nColumns: host_name service_description state\nFilter: time >= 1\nFilter: service_description = s2\nFilter: state = 2");
        Assert.StartsWith("h0;s2;2", periods, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SameStateTwice_IsRefusedWithTheOwner()
    {
        var result = await live.Site.TryVerbAsync("run", "-c", live.Site.Configuration);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(Owner(), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SamePortsTwice_NamesThePortAndItsOwner()
    {
        var state = Path.Combine(live.Site.Directory, "second-state");

        var result = await TsubaProcess.RunAsync(["run", "-c", live.Site.Configuration, "--state", state, "--port-offset", live.Site.Offset.ToString(CultureInfo.InvariantCulture)]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"port {7768 + live.Site.Offset}"), result.Error, StringComparison.Ordinal);
        Assert.Contains(Owner(), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_PageOnATakenPort_SaysWhoHasItAndGoesOn()
    {
        var state = Path.Combine(live.Site.Directory, "third-state");
        var page = (7767 + live.Site.Offset).ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine(live.Site.Directory, "brokerd.ini"), $"[daemon]\nhost=127.0.0.1\nport=0\nwebui_port={page}\n");

        await using var broker = TsubaProcess.Start("broker", "-c", Path.Combine(live.Site.Directory, "brokerd.ini"), "--state", state);
        await Waiting.UntilAsync("the module says why it waits", () => Task.FromResult(broker.Output.Contains($"port {page} is taken by {Owner()}", StringComparison.Ordinal)), () => broker.Output);

        Assert.DoesNotContain("   at ", broker.Output, StringComparison.Ordinal);
        Assert.Equal(0, await broker.StopAsync());
    }

    private string Owner() => string.Create(CultureInfo.InvariantCulture, $"process {live.Site.Process.Id} (");
}
