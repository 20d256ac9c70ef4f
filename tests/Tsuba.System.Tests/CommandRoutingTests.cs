using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>External commands through every inlet, to two schedulers that are processes of their own.</summary>
public sealed class CommandRoutingTests(TwoSchedulerSite site) : IClassFixture<TwoSchedulerSite>
{
    [Fact]
    public async Task GlobalCommand_IsAppliedByAllSchedulers()
    {
        var answer = await SubmitAsync("DISABLE_FLAP_DETECTION");

        Assert.Equal("applied", answer.GetProperty("state").GetString());
        var answers = answer.GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal(["s1", "s2"], answers.Select(one => one.GetProperty("scheduler").GetString()!).Distinct().Order());
        Assert.All(answers, one => Assert.Equal("applied", one.GetProperty("state").GetString()));
        Assert.Equal(answers.Count, answers.Select(one => one.GetProperty("part").GetInt32()).Distinct().Count());
        await site.UntilAsync("its line stands in the log once", async () => await LinesAsync("EXTERNAL COMMAND: DISABLE_FLAP_DETECTION") == 1);
    }

    [Fact]
    public async Task SpecificCommand_IsAppliedByTheOwnerOnly()
    {
        var owners = await site.OwnersAsync();
        foreach (var (host, owner) in owners)
        {
            var answer = await SubmitAsync($"DISABLE_HOST_EVENT_HANDLER;{host}");

            var only = Assert.Single(answer.GetProperty("answers").EnumerateArray());
            Assert.Equal((owner, "applied"), (only.GetProperty("scheduler").GetString(), only.GetProperty("state").GetString()));
        }
    }

    [Fact]
    public async Task DeletionById_DeletesTheOneOfThatIdInTheWholeSite()
    {
        for (var host = 0; host < TwoSchedulerSite.Hosts; host++)
        {
            Assert.Equal("applied", (await SubmitAsync($"ADD_HOST_COMMENT;h{host};1;Me;to be deleted by id")).GetProperty("state").GetString());
        }

        const string Query = @"GET comments\nColumns: id host_name\nFilter: comment = to be deleted by id";
        await site.UntilAsync("all comments are there", async () => await site.CountAsync(Query) == TwoSchedulerSite.Hosts);
        var ids = (await site.QueryAsync(Query)).Select(row => row[0].GetInt64()).ToList();
        Assert.Equal(ids.Distinct(), ids);
        foreach (var (id, left) in ids.Zip(Enumerable.Range(0, ids.Count).Reverse()))
        {
            Assert.Equal("applied", (await SubmitAsync($"DEL_HOST_COMMENT;{id}")).GetProperty("state").GetString());
            await site.UntilAsync($"{left} are left", async () => await site.CountAsync(Query) == left);
        }

        Assert.Contains(ids, id => id > uint.MaxValue);
        Assert.NotEqual("applied", (await SubmitAsync($"DEL_HOST_COMMENT;{ids[0]}")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("arbiter's pipe")]
    [InlineData("receiver's pipe")]
    [InlineData("web service")]
    [InlineData("API")]
    [InlineData("command line")]
    public async Task EveryInlet_TakesTheSameCommand(string inlet)
    {
        var text = $"from the {inlet}; with a semicolon";
        switch (inlet)
        {
            case "arbiter's pipe":
                await File.AppendAllTextAsync(site.ArbiterPipe, $"[{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}] PROCESS_HOST_CHECK_RESULT;h1;2;{text}|load=1\n");
                break;
            case "receiver's pipe":
                await File.AppendAllTextAsync(site.ReceiverPipe, $"PROCESS_HOST_CHECK_RESULT;h1;2;{text}|load=1\n");
                break;
            case "web service":
                using (var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["host_name"] = "h1", ["return_code"] = "2", ["output"] = $"{text}|load=1" }))
                {
                    Assert.Equal(HttpStatusCode.OK, (await site.WebService.PostAsync("/push_check_result?wait=20", form)).StatusCode);
                }

                break;
            case "API":
                Assert.Equal("applied", (await SubmitAsync($"PROCESS_HOST_CHECK_RESULT;h1;2;{text}|load=1")).GetProperty("state").GetString());
                break;
            default:
                Assert.StartsWith("applied", await site.CommandAsync($"PROCESS_HOST_CHECK_RESULT;h1;2;{text}|load=1"), StringComparison.Ordinal);
                break;
        }

        await site.UntilAsync($"the result {inlet} gave is there", async () =>
            await site.CountAsync($@"GET hosts\nColumns: name\nFilter: plugin_output = {text}\nFilter: perf_data = load=1\nFilter: state = 1") == 1);
    }

    [Theory]
    [InlineData("FOO;h0", "unknown command 'FOO'")]
    [InlineData("ADD_HOST_COMMENT;h0", "expected ADD_HOST_COMMENT;host;persistent;author;comment")]
    [InlineData("ADD_HOST_COMMENT;nowhere;1;me;text", "host 'nowhere' is not in the configuration")]
    [InlineData("SHUTDOWN_PROGRAM", "daemons are stopped by their service manager")]
    public async Task EveryInlet_GivesTheSameAnswer(string line, string reason)
    {
        Assert.Contains(reason, await site.CommandAsync(line), StringComparison.Ordinal);

        var api = await site.Api.PostAsJsonAsync("/api/v1/commands", new { lines = new[] { line }, wait_seconds = 20 });
        Assert.Contains(reason, Unescape(await api.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        await File.AppendAllTextAsync(site.ReceiverPipe, line + "\n");
        await File.AppendAllTextAsync(site.ArbiterPipe, line + "\n");
        await site.UntilAsync("the logs tell it, since a pipe cannot answer", () => Task.FromResult(site.Output.Contains(reason, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WebService_Siblings_AreAnsweredByTheOwner()
    {
        await site.PushAsync("h2", "fine");
        var fine = await PostAsync("/acknowledge?wait=20", ("host_name", "h2"));
        Assert.Equal(HttpStatusCode.Conflict, fine.StatusCode);
        Assert.Contains("there is no problem to acknowledge", await fine.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var downtime = await PostAsync("/downtime?wait=20", ("host_name", "h2"), ("comment", "works"), ("author", "Me"));
        Assert.Equal(HttpStatusCode.OK, downtime.StatusCode);
        await site.UntilAsync("the downtime is there", async () => await site.CountAsync(@"GET downtimes\nColumns: id\nFilter: host_name = h2\nFilter: author = Me") == 1);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/downtime?wait=20", ("host_name", "h2"), ("action", "delete"))).StatusCode);
        await site.UntilAsync("the downtime is gone", async () => await site.CountAsync(@"GET downtimes\nColumns: id\nFilter: host_name = h2") == 0);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/recheck?wait=20", ("host_name", "h2"))).StatusCode);
        var reload = await PostAsync("/reload?wait=30");
        Assert.True(reload.StatusCode == HttpStatusCode.OK, await reload.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/recheck", ("host_name", "nowhere"))).StatusCode);
    }

    [Fact]
    public async Task OwnerDies_CommandIsHeldAndAppliedByItsHeir()
    {
        var owners = await site.OwnersAsync();
        var (host, owner) = owners.First(pair => pair.Value == "s2");
        await site.KillAsync(owner);
        var given = await PostAsync("/acknowledge?wait=0", ("host_name", host));
        using var document = JsonDocument.Parse(await given.Content.ReadAsStringAsync());
        var id = document.RootElement.GetProperty("commands")[0].GetProperty("id").GetString()!;

        var states = new HashSet<string>();
        await site.UntilAsync("the heir answers", async () =>
        {
            using var fate = JsonDocument.Parse(await site.WebService.GetStringAsync("/commands?id=" + Uri.EscapeDataString(id)));
            states.Add(fate.RootElement.GetProperty("state").GetString()!);
            return fate.RootElement.GetProperty("answers").EnumerateArray().Any(answer => answer.GetProperty("scheduler").GetString() == "s1");
        });

        Assert.Contains(states, state => state is "received" or "routed");
        site.Start(owner);
        await site.UntilServedAsync();
    }

    [Fact]
    public async Task ArbiterIsAway_ReceiverDeliversStraightToTheOwner()
    {
        await site.PushAsync("h3", "before");
        await site.UntilAsync("the receiver's results arrive", async () => await site.CountAsync(@"GET hosts\nColumns: name\nFilter: plugin_output = before") == 1);
        await site.KillAsync(TwoSchedulerSite.Arbiter);
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["host_name"] = "h3", ["return_code"] = "0", ["output"] = "without the arbiter" });
            var answer = await site.WebService.PostAsync("/push_check_result?wait=20", form);

            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            await site.UntilAsync("the broker shows it", async () => await site.CountAsync(@"GET hosts\nColumns: name\nFilter: plugin_output = without the arbiter") == 1);
        }
        finally
        {
            site.Start(TwoSchedulerSite.Arbiter);
            await site.UntilServedAsync();
        }
    }

    private async Task<JsonElement> SubmitAsync(string line)
    {
        var reply = await site.Api.PostAsJsonAsync("/api/v1/commands", new { lines = new[] { line }, wait_seconds = 20 });
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement[0].Clone();
    }

    private async Task<int> LinesAsync(string text)
    {
        using var document = JsonDocument.Parse(await site.Api.GetStringAsync("/api/v1/log?q=" + Uri.EscapeDataString(text)));
        return document.RootElement.GetArrayLength();
    }

    private Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        site.WebService.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private static string Unescape(string json) => json.Replace("\\u0027", "'", StringComparison.Ordinal);
}
