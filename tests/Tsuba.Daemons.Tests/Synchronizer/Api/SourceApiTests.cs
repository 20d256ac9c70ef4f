using System.Text.Json;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Synchronizer.Api;

/// <summary>Sources through the API of a running synchronizer.</summary>
public sealed class SourceApiTests
{
    [RequiresFact(Requirement.Git)]
    public async Task Source_ListPreviewReadApply_ChangesStaging()
    {
        await using var rig = await StartAsync("name,ip\nmail,192.0.2.25\n");
        var token = await rig.FirstTokenAsync();

        var (_, list) = await rig.SendAsync(HttpMethod.Get, "/api/v1/sources", token, null);
        var tried = await SendAsync(rig, HttpMethod.Post, "preview", token, null);
        var unread = await SendAsync(rig, HttpMethod.Get, "preview", token, null);
        var read = await SendAsync(rig, HttpMethod.Post, "read", token, new { });
        var applied = await SendAsync(rig, HttpMethod.Post, "apply", token, new { version = read.GetProperty("version").GetString() });
        var (status, detail) = await rig.SendAsync(HttpMethod.Get, "/api/v1/object?id=host/mail", token, null);

        Assert.Equal("table", list.GetProperty("sources")[0].GetProperty("name").GetString());
        Assert.Equal("host mail", tried.GetProperty("proposals")[0].GetProperty("object").GetString());
        Assert.Equal(0, unread.GetProperty("total").GetInt32());
        Assert.Equal("add", read.GetProperty("proposals")[0].GetProperty("kind").GetString());
        Assert.Equal(40, applied.GetProperty("commit").GetString()!.Length);
        Assert.Equal(0, applied.GetProperty("total").GetInt32());
        Assert.Equal(200, status);
        Assert.Contains("192.0.2.25", detail.GetRawText(), StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Source_WithoutTheRight_IsRefused()
    {
        await using var rig = await StartAsync("name,ip\nmail,192.0.2.25\n");
        var reader = await rig.AddTokenAsync("reader", "read");
        await rig.RunAsync();

        foreach (var (path, body) in new[] { ("read", (object)new { }), ("apply", new { }) })
        {
            Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, $"/api/v1/sources/table/{path}", reader, body)).Status);
        }

        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/api/v1/sources/table/preview", reader, null)).Status);
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Get, "/api/v1/sources/table/preview", reader, null)).Status);
        Assert.Equal(401, (await rig.SendAsync(HttpMethod.Get, "/api/v1/sources", null, null)).Status);
        Assert.Equal(404, (await rig.SendAsync(HttpMethod.Get, "/api/v1/sources/gone/preview", reader, null)).Status);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Source_DamagedLedger_SwitchesSourcesOffAndNothingElse()
    {
        await using var rig = await StartAsync("name,ip\nmail,192.0.2.25\n");
        var token = await rig.FirstTokenAsync();
        await SendAsync(rig, HttpMethod.Post, "read", token, new { });
        await File.WriteAllTextAsync(Path.Combine(rig.Directory, "sources", "ledger.json"), "{");
        await rig.RunAsync();

        var (status, list) = await rig.SendAsync(HttpMethod.Get, "/api/v1/sources", token, null);

        Assert.Equal(200, status);
        Assert.Empty(list.GetProperty("sources").EnumerateArray());
        Assert.Contains("sources are switched off", list.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Get, "/api/v1/state", token, null)).Status);
    }

    /// <summary>A synchronizer with one table as its source.</summary>
    internal static async Task<EditingRig> StartAsync(string table)
    {
        var rig = await EditingRig.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(rig.Directory, "sources.d")).FullName;
        await File.WriteAllTextAsync(Path.Combine(rig.Directory, "hosts.csv"), table);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "table.cfg"),
            $"define source {{\n source_name table\n module_type csv\n url file://{rig.Directory}/hosts.csv\n host.host_name $name$\n host.address $ip$\n host.template generic\n}}\n");
        await rig.RunAsync();
        return rig;
    }

    private static async Task<JsonElement> SendAsync(EditingRig rig, HttpMethod method, string what, string token, object? body)
    {
        var (status, answer) = await rig.SendAsync(method, $"/api/v1/sources/table/{what}", token, body);
        Assert.True(status == 200, $"{what}: {status} {answer}");
        return answer;
    }
}
