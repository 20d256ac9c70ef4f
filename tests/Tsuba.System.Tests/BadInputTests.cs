using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>Bad input at every door of a running site: a clear answer, bounded memory, and nothing that was accepted is lost.</summary>
public sealed class BadInputTests(LiveSite live) : IClassFixture<LiveSite>
{
    private static readonly int[] DaemonPorts = [7765, 7768, 7769, 7770, 7771, 7772, 7773];

    [Fact]
    public async Task DaemonPorts_GarbageFromAMemberOfTheSite_IsRefusedByEveryRoute()
    {
        var seed = new Random(20_261_121);
        var site = SiteState.Open(live.Site.State, TimeProvider.System);
        foreach (var role in new[] { DaemonRole.Operator, DaemonRole.Poller, DaemonRole.Broker, DaemonRole.Arbiter })
        {
            using var identity = site.Pki.OpenOrIssue(role, "stranger");
            using var client = Member(identity);
            foreach (var port in DaemonPorts)
            {
                foreach (var path in Paths())
                {
                    var body = new byte[seed.Next(1, 2000)];
                    seed.NextBytes(body);
                    body[0] = 0x07; // Wire type 7 does not exist: never a message, whatever follows.
                    using var answer = await client.PostAsync(new Uri($"https://127.0.0.1:{port + live.Site.Offset}{path}"), Binary(body));
                    Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{role} {port} {path}: {answer.StatusCode}");
                }
            }
        }

        await live.AssertWellAsync();
    }

    [Fact]
    public async Task DaemonPorts_BodyOfAHundredMegabytes_IsCutOff()
    {
        var site = SiteState.Open(live.Site.State, TimeProvider.System);
        using var identity = site.Pki.OpenOrIssue(DaemonRole.Poller, "stranger");
        using var client = Member(identity);
        using var body = LiveSite.HundredMegabytes();
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");

        Assert.True(await IsCutOffAsync(client, new Uri($"https://127.0.0.1:{7768 + live.Site.Offset}{Routes.Results.Path}"), body));

        await live.AssertWellAsync();
    }

    [Theory]
    [InlineData("x=1", "host_name")]
    [InlineData("host_name=h0&return_code=x&output=a", "not a number")]
    [InlineData("host_name=h0&return_code=0&return_code=1&output=a", "2 fields return_code")]
    [InlineData("host_name=h0&time_stamp=99999999999999999999&return_code=0&output=a", "time_stamp")]
    [InlineData("host_name=h0%0aX&return_code=0&output=a", "U+000A")]
    [InlineData("host_name=h0&return_code=0&output=a%00b", "invalid characters")]
    public async Task WebService_BadForm_IsRefusedWithTheReason(string form, string reason)
    {
        using var body = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");

        using var answer = await live.Site.Passive.PostAsync("push_check_result", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortsOfPeople_BodyOfAHundredMegabytes_IsCutOff()
    {
        using var form = LiveSite.HundredMegabytes();
        form.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var json = LiveSite.HundredMegabytes();
        json.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        Assert.True(await IsCutOffAsync(live.Site.Passive, new Uri(live.Site.Passive.BaseAddress!, "push_check_result"), form));
        Assert.True(await IsCutOffAsync(live.Site.Api, new Uri(live.Site.Api.BaseAddress!, "api/v1/commands"), json));

        await live.AssertWellAsync();
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("{}", "lines is missing")]
    [InlineData("""{"lines":null}""", "lines is missing")]
    [InlineData("""{"lines":[7]}""", "JSON")]
    [InlineData("""{"lines":[null]}""", "no command")]
    [InlineData("""{"lines":["FOO;a"]}""", "unknown command 'FOO'")]
    [InlineData("""{"lines":["ADD_HOST_COMMENT;h0;1;a;b\nFOO"]}""", "U+000A")]
    [InlineData("""{"lines":["ADD_HOST_COMMENT;h0;1;a;b"],"wait":1}""", "JSON")]
    public async Task Api_BadCommands_AreRefusedWithTheReason(string text, string reason)
    {
        using var body = new StringContent(text, Encoding.UTF8, "application/json");

        using var answer = await live.Site.Api.PostAsync("api/v1/commands", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services?limit=abc", 400)]
    [InlineData("services?limit=-1&offset=-5", 200)]
    [InlineData("item", 400)]
    [InlineData("item?host=%00", 404)]
    [InlineData("log?host=h0&from=NaN&to=-1e300", 200)]
    [InlineData("graph?host=h0&from=-1e300&to=Infinity", 200)]
    [InlineData("commands?id=x&wait=NaN", 404)]
    [InlineData("nothing", 404)]
    public async Task Api_OddQuery_IsAnswered(string query, int status)
    {
        using var answer = await live.Site.Api.GetAsync("api/v1/" + query);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Api_CommandForAnUnknownHost_TellsWhyInTime()
    {
        using var body = new StringContent("""{"lines":["ADD_HOST_COMMENT;nowhere;1;a;b"],"wait_seconds":30}""", Encoding.UTF8, "application/json");

        using var answer = await live.Site.Api.PostAsync("api/v1/commands", body);

        Assert.Contains("'nowhere' is not in the configuration", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_MonstrousLines_AreSkippedAndTheGoodOnesApplied()
    {
        var pipe = Directory.GetFiles(Path.Combine(live.Site.State, "receiver-receiver-master", "module-named-pipe"), "*.cmd").Single();
        await using (var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write))
        {
            await WriteAsync(writer, "[1] ADD_SVC_COMMENT;h0;s0;0;me;before\n"u8.ToArray());
            await WriteAsync(writer, [.. Enumerable.Repeat((byte)'A', 10_000_000), (byte)'\n']);
            await WriteAsync(writer, "[1] ADD_SVC_COMMENT;h0;s0;0;me;nul\0here\n\0\0\n\n"u8.ToArray());
            await WriteAsync(writer, [.. "[1] ADD_SVC_COMMENT;h0;s0;0;me;broken "u8, 0xff, 0xfe, (byte)'\n']);
            await WriteAsync(writer, "[1] ADD_SVC_COMMENT;h0;s0;0;me;crlf\r\n[1] ADD_SVC_COMMENT;h0;s0;0;me;after\nunfinished"u8.ToArray());
        }

        await live.Site.UntilAsync("the last good line is applied", async () => (await CommentsAsync("s0")).Contains("after"));
        Assert.Equal(["before", "broken \ufffd\ufffd", "crlf", "after"], await CommentsAsync("s0"));
        await live.AssertWellAsync();
    }

    [Fact]
    public async Task Plugin_ThatFloods_IsCutToItsLimit()
    {
        await live.Site.RunVerbAsync("command", "SCHEDULE_FORCED_SVC_CHECK;h0;flood;1");

        var output = "";
        await live.Site.UntilAsync("the flood has a result", async () => (output = await live.Site.RunVerbAsync("query", @"GET services\nFilter: description = flood\nFilter: has_been_checked = 1\nColumns: plugin_output\n")).Contains("xxx", StringComparison.Ordinal));
        Assert.InRange(output.Length, 100, 20_000);
        await live.AssertWellAsync();
    }

    [Fact]
    public async Task Reload_OfABrokenConfiguration_LeavesTheOldOneRunning()
    {
        var good = await File.ReadAllTextAsync(live.Site.Configuration);
        await File.WriteAllTextAsync(live.Site.Configuration, good + "\ndefine servce {\n}\n");
        await live.Site.Process.SignalAsync("HUP");
        await live.Site.UntilAsync("the status tells of the refusal", async () => (await live.Site.TryVerbAsync("status")).Output.Contains("refused", StringComparison.Ordinal));

        Assert.Contains("servce", live.Site.Output, StringComparison.Ordinal);
        Assert.Equal(4, (await live.Site.GetAsync("api/v1/services")).GetProperty("total").GetInt32());
        await live.AssertWellAsync();

        await File.WriteAllTextAsync(live.Site.Configuration, good);
        await live.Site.Process.SignalAsync("HUP");
        await live.Site.UntilAsync("the status is well again", async () => (await live.Site.TryVerbAsync("status")).ExitCode == 0);
    }

    private static ByteArrayContent Binary(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        return content;
    }

    private static HttpClient Member(TlsIdentity identity) => new(
        new SocketsHttpHandler { SslOptions = identity.ClientOptions((sender, certificate, chain, errors) => identity.Trust.Identify(certificate, chain, errors, out _) is not null) },
        disposeHandler: true)
    {
        DefaultRequestVersion = HttpVersion.Version20,
    };

    /// <summary>Every path of the protocol.</summary>
    private static IEnumerable<string> Paths() => typeof(Routes).GetProperties()
        .Select(property => property.GetValue(null)!)
        .Select(route => (string)route.GetType().GetProperty("Path")!.GetValue(route)!);

    /// <summary>Whether the server refuses the body, by a status or by closing the connection.</summary>
    private static async Task<bool> IsCutOffAsync(HttpClient client, Uri uri, HttpContent body)
    {
        try
        {
            using var answer = await client.PostAsync(uri, body);
            return answer.StatusCode == HttpStatusCode.RequestEntityTooLarge;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private static async Task WriteAsync(FileStream pipe, byte[] bytes)
    {
        await pipe.WriteAsync(bytes);
        await pipe.FlushAsync();
    }

    private async Task<List<string>> CommentsAsync(string service)
    {
        var rows = await live.Site.RunVerbAsync("query", string.Create(CultureInfo.InvariantCulture, $@"GET comments\nColumns: comment\nFilter: service_description = {service}\n"));
        return [.. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
