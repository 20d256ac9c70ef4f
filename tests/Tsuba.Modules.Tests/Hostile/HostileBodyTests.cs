using System.Net;
using System.Net.Sockets;
using System.Text;
using Tsuba.Modules.Passive.Nsca;
using Tsuba.Modules.Passive.Pipe;
using Tsuba.Modules.Passive.WebService;
using Tsuba.Modules.Tests.Livestatus;
using Tsuba.Modules.Tests.Passive;

namespace Tsuba.Modules.Tests.Hostile;

/// <summary>100 MB where a few kilobytes are expected: refused, the next caller is served, and memory does not grow by more than 32 MB.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostileBodyTests
{
    private const long Body = 100_000_000;
    private const long MostAllocated = 32 * 1024 * 1024;

    [Theory]
    [InlineData("/push_check_result", "application/x-www-form-urlencoded", "host_name=", false)]
    [InlineData("/push_check_result", "application/x-www-form-urlencoded", "host_name=", true)]
    [InlineData("/push_check_result", "multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"output\"; filename=\"x\"\r\n\r\n", true)]
    [InlineData("/downtime", "application/json", "[{\"host_name\":\"", true)]
    [InlineData("/alertmanager", "application/json", "{\"version\":\"4\",\"alerts\":[{\"status\":\"", true)]
    [InlineData("/nrdp/", "application/x-www-form-urlencoded", "cmd=submitcheck&XMLDATA=", true)]
    public async Task WebService_OfAHundredMegabytes_IsRefusedWithoutKeepingIt(string path, string type, string head, bool isChunked)
    {
        using var fixture = new ModuleFixture();
        await using var module = new WebServiceModule(fixture.Context(("webservice_port", "0")));
        await module.StartAsync(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = module.Address };
        var token = (await File.ReadAllTextAsync(Path.Combine(fixture.Directory, "first-token"))).Trim();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await PushAsync(client);
        fixture.Sink.Next();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var refused = await SendAsync(client, path, type, head, isChunked);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MostAllocated);
        Assert.True(refused is null or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, refused.ToString());
        Assert.Equal(HttpStatusCode.OK, await PushAsync(client));
        Assert.Equal("PROCESS_HOST_CHECK_RESULT;web;0;fine", fixture.Sink.Next());
    }

    [Fact]
    public void Pipe_LineOfAHundredMegabytes_IsPassedOverAndCounted()
    {
        var splitter = new LineSplitter(131_072);
        var lines = new List<string>();
        var piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)'x');
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var sent = 0L; sent < Body; sent += piece.Length)
        {
            splitter.Take(piece, lines);
        }

        splitter.Take("\n[1] ENABLE_NOTIFICATIONS\n"u8, lines);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
        Assert.Equal(1, splitter.TooLong);
        Assert.Equal(["[1] ENABLE_NOTIFICATIONS"], lines);
    }

    [Theory]
    [InlineData("GET hosts\nFilter: name = ")]
    [InlineData("COMMAND [1] ADD_HOST_COMMENT;web;1;bob;")]
    [InlineData("")]
    public async Task Livestatus_OfAHundredMegabytes_IsCutOffWithoutKeepingIt(string head)
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        Assert.Equal("db\nweb\n", await port.AskAsync("GET hosts\nColumns: name\n\n"));
        using var socket = await port.ConnectAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await FloodAsync(socket, head);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MostAllocated);
        Assert.Equal("db\nweb\n", await port.AskAsync("GET hosts\nColumns: name\n\n"));
    }

    [Fact]
    public async Task Nsca_OfAHundredMegabytes_IsCutOffWithoutKeepingIt()
    {
        using var fixture = new ModuleFixture();
        await using var module = new NscaModule(fixture.Context(("port", "0"), ("encryption_method", "0")));
        using var stop = new CancellationTokenSource();
        await module.StartAsync(CancellationToken.None);
        var loop = module.RunAsync(stop.Token);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(module.Address!);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await FloodAsync(socket, "");

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MostAllocated);
        await stop.CancelAsync();
        await Task.WhenAny(loop);
    }

    // Sends until the other side has closed; it must do so long before the end.
    private static async Task FloodAsync(Socket socket, string head)
    {
        var piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)'x');
        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            for (var sent = 0L; sent < Body; sent += piece.Length)
            {
                await socket.SendAsync(piece);
            }
        });
    }

    // Null: the server closed while the body was sent, which a client may see before the answer.
    private static async Task<HttpStatusCode?> SendAsync(HttpClient client, string path, string type, string head, bool isChunked)
    {
        using var content = new StreamContent(new EndlessBody(Encoding.ASCII.GetBytes(head), Body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        content.Headers.ContentLength = isChunked ? null : Body;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = isChunked ? true : null;
        try
        {
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<HttpStatusCode> PushAsync(HttpClient client)
    {
        using var content = new FormUrlEncodedContent([new("host_name", "web"), new("return_code", "0"), new("output", "fine")]);
        using var answer = await client.PostAsync("/push_check_result", content);
        return answer.StatusCode;
    }
}
