using System.Net;
using System.Text.Json;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Synchronizer.Api;

public sealed class EditingApiTests
{
    [RequiresFact(Requirement.Git)]
    public async Task Edit_MergedAndApplied_ChangesOneLineOfWhatTheArbiterReads()
    {
        await using var rig = await EditingRig.StartAsync();
        using var stop = new CancellationTokenSource();
        var token = await rig.FirstTokenAsync();
        var arbiter = rig.ArbitrateAsync(stop.Token);

        await EditAsync(rig, token, "default/1", "host/web", "address", "10.9.9.9");
        var verdict = await rig.SendAsync(HttpMethod.Get, "/api/v1/validate?at=default/1", token, null);
        Assert.True(verdict.Body.GetProperty("accepted").GetBoolean(), verdict.Body.ToString());
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/default/1/merge", token, new { })).Status);
        var difference = await rig.SendAsync(HttpMethod.Get, "/api/v1/diff?text=true", token, null);
        var applied = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 30 });

        Assert.Equal("applied", applied.Body.GetProperty("state").GetString());
        Assert.Equal("host/web", difference.Body.GetProperty("objects")[0].GetProperty("id").GetString());
        Assert.Contains("-    address    10.0.0.1   ; the web\n+    address    10.9.9.9   ; the web\n", difference.Body.GetProperty("text").GetString(), StringComparison.Ordinal);
        var reading = await rig.Source().ReadAsync(CancellationToken.None);
        Assert.Equal("10.9.9.9", reading.Configuration!.Objects.Single(item => item.Key == "web").Find("address"));
        Assert.Equal(EditingRig.Text.Replace("10.0.0.1", "10.9.9.9", StringComparison.Ordinal), await FileAsync(rig, token, "production"));
        Assert.Equal(
            EditingRig.Text.Replace("10.0.0.1", "10.9.9.9", StringComparison.Ordinal),
            await File.ReadAllTextAsync(Path.Combine(rig.Directory, "work", "etc", "site", "conf.d", "objects.cfg")));
        await stop.CancelAsync();
        await arbiter;
    }

    [RequiresFact(Requirement.Git)]
    public async Task Apply_RefusedByTheArbiter_LeavesProductionAndSaysWhy()
    {
        await using var rig = await EditingRig.StartAsync();
        using var stop = new CancellationTokenSource();
        var token = await rig.FirstTokenAsync();
        rig.Judge = _ =>
        {
            var refused = new ReloadReply { Outcome = ReloadOutcome.Refused, Text = "one error" };
            refused.Findings.Add(new ConfigurationFinding { File = EditingRig.Objects, Line = 14, Code = "TSB9", Message = "no such thing" });
            return refused;
        };
        await EditAsync(rig, token, "default/1", "host/web", "address", "10.9.9.9");
        await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/default/1/merge", token, new { });
        var before = (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", token, null)).Body.GetProperty("production").GetString();
        var arbiter = rig.ArbitrateAsync(stop.Token);

        var applied = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 30 });

        Assert.Equal("refused", applied.Body.GetProperty("state").GetString());
        Assert.Equal(14, applied.Body.GetProperty("findings")[0].GetProperty("line").GetInt32());
        var state = (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", token, null)).Body;
        Assert.Equal(before, state.GetProperty("production").GetString());
        Assert.True(state.GetProperty("differs").GetBoolean());
        Assert.Equal(EditingRig.Text, await FileAsync(rig, token, "production"));
        await stop.CancelAsync();
        await arbiter;
    }

    [RequiresFact(Requirement.Git)]
    public async Task Apply_DangerousChange_IsConfirmedByItsHash()
    {
        await using var rig = await EditingRig.StartAsync();
        using var stop = new CancellationTokenSource();
        var token = await rig.FirstTokenAsync();
        rig.Judge = reply => reply.Confirm == "abc123"
            ? new ReloadReply { Accepted = true, Outcome = ReloadOutcome.Accepted, Text = "generation 8" }
            : new ReloadReply { Outcome = ReloadOutcome.NeedsConfirmation, Hash = "abc123", Text = "1 of 2 hosts would be removed" };
        await EditAsync(rig, token, "default/1", "host/web", "address", "10.9.9.9");
        await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/default/1/merge", token, new { });
        var arbiter = rig.ArbitrateAsync(stop.Token);

        var asked = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 30 });
        var confirmed = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 30, confirm = asked.Body.GetProperty("hash").GetString() });

        Assert.Equal("needs_confirmation", asked.Body.GetProperty("state").GetString());
        Assert.Equal("applied", confirmed.Body.GetProperty("state").GetString());
        await stop.CancelAsync();
        await arbiter;
    }

    [RequiresFact(Requirement.Git)]
    public async Task Apply_WhatProductionHolds_TakesBackWhatIsNotJudged()
    {
        await using var rig = await EditingRig.StartAsync();
        using var stop = new CancellationTokenSource();
        var token = await rig.FirstTokenAsync();
        await EditAsync(rig, token, "default/1", "host/web", "address", "10.9.9.9");
        var merged = (await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/default/1/merge", token, new { })).Body.GetProperty("commit").GetString();
        var pending = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 0 });
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Post, "/api/v1/revert", token, new { commit = merged })).Status);

        var unchanged = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 0 });

        Assert.Equal(("pending", "unchanged"), (pending.Body.GetProperty("state").GetString(), unchanged.Body.GetProperty("state").GetString()));
        Assert.Equal("unchanged", (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", token, null)).Body.GetProperty("apply").GetProperty("state").GetString());
        Assert.Equal("10.0.0.1", (await rig.Source().ReadAsync(CancellationToken.None)).Configuration!.Objects.Single(item => item.Key == "web").Find("address"));
        await rig.RunAsync();
        Assert.Equal("none", (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", token, null)).Body.GetProperty("apply").GetProperty("state").GetString());
    }

    [RequiresFact(Requirement.Git)]
    public async Task Apply_FilesForReadingCannotBeWritten_IsAppliedOnceAndTold()
    {
        await using var rig = await EditingRig.StartAsync();
        using var stop = new CancellationTokenSource();
        var token = await rig.FirstTokenAsync();
        var judged = 0;
        rig.Judge = _ => new ReloadReply { Accepted = true, Outcome = ReloadOutcome.Accepted, Text = "generation 7", Generation = Interlocked.Increment(ref judged) };
        await EditAsync(rig, token, "default/1", "host/web", "address", "10.9.9.9");
        await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/default/1/merge", token, new { });
        await File.WriteAllTextAsync(Path.Combine(rig.Directory, "work", ".git", "index.lock"), "");
        var arbiter = rig.ArbitrateAsync(stop.Token);

        var applied = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 30 });

        await stop.CancelAsync();
        await arbiter;
        Assert.Equal(("applied", 1), (applied.Body.GetProperty("state").GetString(), judged));
        Assert.Contains("10.9.9.9", await FileAsync(rig, token, "production"), StringComparison.Ordinal);
        Assert.Contains("index.lock", rig.Health, StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Apply_SynchronizerDiesBeforeTheAnswer_OffersItAgain()
    {
        await using var rig = await EditingRig.StartAsync();
        using var stop = new CancellationTokenSource();
        var token = await rig.FirstTokenAsync();
        await EditAsync(rig, token, "default/1", "host/web", "address", "10.9.9.9");
        await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/default/1/merge", token, new { });

        var pending = await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", token, new { wait_seconds = 0 });
        await rig.RunAsync();
        var arbiter = rig.ArbitrateAsync(stop.Token);

        Assert.Equal("pending", pending.Body.GetProperty("state").GetString());
        await Arbiter.Eventually.TrueAsync(
            async () => (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", token, null)).Body.GetProperty("apply").GetProperty("state").GetString() is "applied" or "unchanged",
            "the arbiter has judged it");
        Assert.Contains("10.9.9.9", await FileAsync(rig, token, "production"), StringComparison.Ordinal);
        await stop.CancelAsync();
        await arbiter;
    }

    [RequiresFact(Requirement.Git)]
    public async Task Merge_TwoAuthors_ConflictIsShownByObjectAndTextAndDecided()
    {
        await using var rig = await EditingRig.StartAsync();
        var alice = await rig.AddTokenAsync("alice", "edit");
        var bob = await rig.AddTokenAsync("bob", "edit");
        await rig.RunAsync();
        await EditAsync(rig, alice, "alice/1", "host/web", "address", "10.1.1.1");
        await EditAsync(rig, bob, "bob/1", "host/web", "address", "10.2.2.2");
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/alice/1/merge", alice, new { })).Status);

        var refused = await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/bob/1/merge", bob, new { });
        var conflict = refused.Body.GetProperty("conflicts")[0];
        var decided = await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/bob/1/merge", bob, new
        {
            token = refused.Body.GetProperty("token").GetString(),
            decisions = new[] { new { path = conflict.GetProperty("path").GetString(), index = conflict.GetProperty("index").GetInt32(), take = "theirs" } },
        });

        Assert.Equal((409, "conflict"), (refused.Status, refused.Body.GetProperty("kind").GetString()));
        Assert.Equal("host/web", conflict.GetProperty("objects")[0].GetString());
        Assert.Equal("    address    10.1.1.1   ; the web\n", conflict.GetProperty("ours").GetString());
        Assert.Equal("    address    10.2.2.2   ; the web\n", conflict.GetProperty("theirs").GetString());
        Assert.Equal(200, decided.Status);
        Assert.Equal(EditingRig.Text.Replace("10.0.0.1", "10.2.2.2", StringComparison.Ordinal), await FileAsync(rig, bob, "staging"));
        var history = (await rig.SendAsync(HttpMethod.Get, "/api/v1/history", bob, null)).Body;
        Assert.Equal(["bob", "alice", "admin", "tsuba"], history.EnumerateArray().Select(change => change.GetProperty("author").GetString()));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Object_Detail_SaysWhereEachValueComesFrom()
    {
        await using var rig = await EditingRig.StartAsync();

        var detail = (await rig.SendAsync(HttpMethod.Get, "/api/v1/object?id=host/web", await rig.FirstTokenAsync(), null)).Body;

        var values = detail.GetProperty("effective").EnumerateArray().ToDictionary(value => value.GetProperty("name").GetString()!, value => value);
        Assert.Equal(("own", "10.0.0.1"), (values["address"].GetProperty("origin").GetString(), values["address"].GetProperty("value").GetString()));
        Assert.Equal(("template", "host/~generic"), (values["max_check_attempts"].GetProperty("origin").GetString(), values["max_check_attempts"].GetProperty("from").GetString()));
        Assert.Equal(["web"], detail.GetProperty("makes").EnumerateArray().Select(key => key.GetString()));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Mentions_OfATemplate_AreItsUsers()
    {
        await using var rig = await EditingRig.StartAsync();

        var mentions = (await rig.SendAsync(HttpMethod.Get, "/api/v1/mentions?id=host/~generic", await rig.FirstTokenAsync(), null)).Body;

        Assert.Equal([("host/web", "use"), ("host/db", "use")], mentions.EnumerateArray().Select(mention => (mention.GetProperty("by").GetString()!, mention.GetProperty("property").GetString()!)));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Port_TakenByAnother_LeavesTheArbiterServed()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var rig = new EditingRig { Port = ((IPEndPoint)other.LocalEndpoint).Port };

        await rig.RunAsync(untilOpen: false);

        await Arbiter.Eventually.TrueAsync(() => rig.Health.StartsWith("the configuration cannot be edited", StringComparison.Ordinal), "the fault shows in the heartbeat");
        var reading = await rig.Source().ReadAsync(CancellationToken.None);
        Assert.Contains(reading.Configuration!.Objects, item => item.Key == "web");
    }

    [RequiresFact(Requirement.Git)]
    public async Task Source_SynchronizerAway_SaysSo()
    {
        await using var rig = await EditingRig.StartAsync();
        var source = rig.Source();
        await source.ReadAsync(CancellationToken.None);

        rig.SetDown();
        var reading = await source.ReadAsync(CancellationToken.None);

        Assert.Null(reading.Configuration);
        Assert.StartsWith("the synchronizer is away, so the configuration cannot be changed; monitoring goes on", source.Trouble, StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Rights_DecideWhoMayDoWhat()
    {
        await using var rig = await EditingRig.StartAsync();
        var viewer = await rig.AddTokenAsync("vic", "read");
        var editor = await rig.AddTokenAsync("ed", "edit");
        var other = await rig.AddTokenAsync("oz", "edit");
        var operating = await rig.AddTokenAsync("op", "command,passive");
        var limited = await rig.AddTokenAsync("web", "admin", "hosts=web");
        await rig.RunAsync();
        await EditAsync(rig, editor, "ed/1", "host/web", "address", "10.9.9.9");

        Assert.Equal(401, (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", null, null)).Status);
        Assert.Equal(401, (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", "tsuba_wrong", null)).Status);
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Get, "/api/v1/objects", viewer, null)).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts", viewer, null)).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Get, $"/api/v1/file?path={EditingRig.Objects}", viewer, null)).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Get, "/api/v1/diff?text=true", viewer, null)).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts/ed/1/merge", other, new { })).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", editor, new { })).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/api/v1/revert", editor, new { commit = "1234567" })).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Get, "/api/v1/objects", operating, null)).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts", operating, null)).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Get, "/api/v1/objects", limited, null)).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/api/v1/apply", limited, new { })).Status);
        Assert.Equal("***", await PasswordAsync(viewer));
        Assert.Equal("secret-of-eva", await PasswordAsync(editor));

        async Task<string?> PasswordAsync(string token) =>
            (await rig.SendAsync(HttpMethod.Get, "/api/v1/object?id=contact/eva", token, null)).Body.GetProperty("properties").EnumerateArray()
            .Single(property => property.GetProperty("name").GetString() == "password").GetProperty("value").GetString();
    }

    [RequiresFact(Requirement.Git)]
    public async Task Contact_WithCertainObjects_EditsNoOthersAndNeedsTheFormToken()
    {
        await using var rig = await EditingRig.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(rig.Directory, "rights"), "# who may edit\n eva\teditor\thost/w*\n");
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = rig.Address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "eva", ["password"] = "secret-of-eva", ["to"] = "/api/v1/me" });

        using var me = JsonDocument.Parse(await (await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form)).Content.ReadAsStringAsync());
        var withoutToken = await PostAsync("/api/v1/drafts", "{}");
        browser.DefaultRequestHeaders.Add("X-form_token", me.RootElement.GetProperty("form_token").GetString());
        var opened = await PostAsync("/api/v1/drafts", "{}");
        var own = await PostAsync("/api/v1/drafts/eva/1/edits", """{"edits":[{"op":"set","id":"host/web","name":"alias","value":"W"}]}""");
        var foreign = await PostAsync("/api/v1/drafts/eva/1/edits", """{"edits":[{"op":"set","id":"host/web","name":"alias","value":"X"},{"op":"set","id":"host/db","name":"alias","value":"D"}]}""");
        var renamed = await PostAsync("/api/v1/drafts/eva/1/edits", """{"edits":[{"op":"rename","id":"host/db","name":"wdb"}]}""");
        var named = await PostAsync("/api/v1/drafts/eva/1/edits", """{"edits":[{"op":"set","id":"host/db","name":"host_name","value":"wdb"},{"op":"delete","id":"host/wdb"}]}""");
        using var file = new StringContent($$"""{"path":"{{EditingRig.Objects}}","text":"# all gone\n"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        var text = (int)(await browser.PutAsync(new Uri("/api/v1/drafts/eva/1/file", UriKind.Relative), file)).StatusCode;

        Assert.Equal(("eva", "editor"), (me.RootElement.GetProperty("user").GetString(), me.RootElement.GetProperty("right").GetString()));
        Assert.Equal((403, 200, 200, 403, 403), (withoutToken, opened, own, foreign, text));
        Assert.Equal((403, 403), (renamed, named));

        async Task<int> PostAsync(string path, string json)
        {
            using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            return (int)(await browser.PostAsync(new Uri(path, UriKind.Relative), content)).StatusCode;
        }
    }

    [RequiresFact(Requirement.Git)]
    public async Task BadInput_IsAnsweredWithWhatToDo()
    {
        await using var rig = await EditingRig.StartAsync();
        var token = await rig.FirstTokenAsync();
        await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts", token, null);
        const string Edits = "/api/v1/drafts/default/1/edits";

        await RefusedAsync(HttpMethod.Post, Edits, new { edits = new[] { new { op = "set", id = "host/web", name = "alias", value = "two\nlines" } } }, 422, "line end");
        await RefusedAsync(HttpMethod.Post, Edits, new { edits = new[] { new { op = "set", id = "host/wbe", name = "alias", value = "W" } } }, 422, "did you mean host/web");
        await RefusedAsync(HttpMethod.Post, Edits, new { edits = new[] { new { op = "paint", id = "host/web" } } }, 422, "op is set");
        await RefusedAsync(HttpMethod.Post, Edits, new { edits = Array.Empty<object>() }, 400, "1 to 200");
        await RefusedAsync(HttpMethod.Post, Edits, new { edits = (object?[])[null] }, 422, "id is missing");
        await RefusedAsync(HttpMethod.Post, Edits, new { edits = new[] { new { op = "set", id = "host/web", name = "alias", values = (string?[])[null] } } }, 422, "op is set");
        await RefusedAsync(HttpMethod.Post, "/api/v1/drafts/default/1/merge", new { decisions = (object?[])[null] }, 400, "a decision has");
        await RefusedAsync(HttpMethod.Post, "/api/v1/revert", new { commit = "staging", decisions = (object?[])[null] }, 400, "a decision has");
        await RefusedAsync(HttpMethod.Post, Edits, new { edit = 1 }, 400, "edit");
        await RefusedAsync(HttpMethod.Post, "/api/v1/drafts/default/9/edits", new { edits = new[] { new { op = "delete", id = "host/web" } } }, 404, "default/9");
        await RefusedAsync(HttpMethod.Post, "/api/v1/drafts/default/1/commit", new { message = "" }, 400, "message");
        await RefusedAsync(HttpMethod.Post, "/api/v1/drafts/default/1/commit", new { message = "x" }, 400, "nothing to commit");
        await RefusedAsync(HttpMethod.Put, "/api/v1/drafts/default/1/file", new { path = "/etc/site/conf.d/../../passwd", text = "x" }, 404, "cfg_dir");
        await RefusedAsync(HttpMethod.Post, "/api/v1/revert", new { commit = "--all" }, 404, "history");
        await RefusedAsync(HttpMethod.Get, "/api/v1/objects?at=HEAD~1", null, 404, "production, staging");
        await RefusedAsync(HttpMethod.Get, "/api/v1/sources/none/preview", null, 404, "/sources lists them");
        await RefusedAsync(HttpMethod.Get, "/api/v1/nothing", null, 404, "Not Found");
        await RefusedAsync(HttpMethod.Delete, "/api/v1/state", null, 405, "Method Not Allowed");
        await RefusedAsync(HttpMethod.Get, "/api/v1/objects?limit=many", null, 400, "limit");
        Assert.Equal(413, (await rig.SendAsync(HttpMethod.Post, Edits, token, new { edits = new[] { new { op = "set", id = "host/web", name = "alias", value = new string('x', 5_000_000) } } })).Status);
        Assert.Equal(EditingRig.Text, await FileAsync(rig, token, "default/1"));

        async Task RefusedAsync(HttpMethod method, string path, object? body, int status, string word)
        {
            var answer = await rig.SendAsync(method, path, token, body);
            Assert.Equal(status, answer.Status);
            Assert.Contains(word, answer.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [RequiresFact(Requirement.Git)]
    public async Task NotAdopted_ShowsTheMirrorAndTakesNoEdits()
    {
        await using var rig = await EditingRig.StartAsync(adopt: false);
        var token = await rig.FirstTokenAsync();

        var state = (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", token, null)).Body;
        var objects = (await rig.SendAsync(HttpMethod.Get, "/api/v1/objects?type=host&templates=false", token, null)).Body;
        var refused = await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts", token, null);

        Assert.False(state.GetProperty("adopted").GetBoolean());
        Assert.Equal(["host/web", "host/db"], objects.GetProperty("objects").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal((409, "read_only"), (refused.Status, refused.Body.GetProperty("kind").GetString()));
        Assert.Contains("tsuba adopt", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Document_NamesEveryCall()
    {
        await using var rig = await EditingRig.StartAsync();

        var document = (await rig.SendAsync(HttpMethod.Get, "/api/openapi.json", await rig.FirstTokenAsync(), null)).Body;

        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.GetProperty("operationId").GetString()).ToHashSet();
        Assert.Superset(
            new HashSet<string?> { "me", "state", "types", "objects", "object", "mentions", "files", "file", "validate", "diff", "history", "open_draft", "edit", "write_file", "commit", "undo", "discard", "merge", "revert", "apply" },
            operations);
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            var refusals = operation.Value.GetProperty("responses").EnumerateObject().Where(response => response.Name[0] != '2').ToList();
            Assert.Superset(new HashSet<string> { "401", "404", "409", "default" }, refusals.Select(response => response.Name).ToHashSet());
            Assert.All(refusals, response => Assert.Equal("application/problem+json", Assert.Single(response.Value.GetProperty("content").EnumerateObject()).Name));
        }

        var problem = document.GetProperty("components").GetProperty("schemas").GetProperty("EditingProblem").ToString();
        Assert.All((string[])["detail", "status", "kind", "conflicts", "token", "edit"], name => Assert.Contains($"\"{name}\"", problem, StringComparison.Ordinal));
    }

    private static async Task EditAsync(EditingRig rig, string token, string draft, string id, string name, string value)
    {
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts", token, null)).Status);
        var edited = await rig.SendAsync(HttpMethod.Post, $"/api/v1/drafts/{draft}/edits", token, new { edits = new[] { new { op = "set", id, name, value } } });
        Assert.True(edited.Status == 200, edited.Body.ToString());
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Post, $"/api/v1/drafts/{draft}/commit", token, new { message = $"Set {name} of {id}" })).Status);
    }

    private static async Task<string?> FileAsync(EditingRig rig, string token, string at) =>
        (await rig.SendAsync(HttpMethod.Get, $"/api/v1/file?path={EditingRig.Objects}&at={at}", token, null)).Body.GetProperty("text").GetString();
}
