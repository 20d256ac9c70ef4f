using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Modules.Passive.Nsca;
using Tsuba.Modules.Passive.WebService;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Testing.Time;
using Tsuba.Web.Ports;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Tests.Hostile;

/// <summary>
/// Clients that are slow or say nothing: cut and counted, and the next one is served. Nothing here is timed: each test waits for the server to end the
/// connection, however long that takes.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class SlowClientTests
{
    private const long MostGrowth = 32 * 1024 * 1024;

    private static readonly SlowClientLimits _short = new()
    {
        MostConnections = 20,
        Headers = TimeSpan.FromSeconds(1),
        Handshake = TimeSpan.FromSeconds(1),
        Idle = TimeSpan.FromSeconds(1),
        Grace = TimeSpan.FromSeconds(1.5),
        AnswerRate = 1024 * 1024,
    };

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: ", "x", RefusalReasons.SlowHeaders)]
    [InlineData("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", "x", RefusalReasons.SlowBody)]
    [InlineData("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", RefusalReasons.SlowBody)]
    [InlineData("", "", RefusalReasons.Silent)]
    public async Task ClientThatSaysLittle_IsCutAndCounted_AndTheNextIsServed(string head, string piece, string reason)
    {
        using var fixture = new ModuleFixture();
        using var refused = new CounterReader(fixture.Meters, "tsuba_web_refused_total", "reason");
        await using var port = await StartAsync(fixture, IPAddress.Loopback, _short);
        using var socket = await ConnectAsync(port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(head));

        await DripUntilCutAsync(socket, Encoding.ASCII.GetBytes(piece));

        await refused.ReachesAsync(1, reason);
        Assert.Equal("fine", await AskAsync(port));
    }

    [Fact]
    public async Task ClientThatReadsNothing_IsCutAndCounted_AndTheAnswerIsNotKept()
    {
        using var fixture = new ModuleFixture();
        using var refused = new CounterReader(fixture.Meters, "tsuba_web_refused_total", "reason");
        await using var port = await StartAsync(fixture, IPAddress.Loopback, _short);
        using var socket = await ConnectAsync(port);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await socket.SendAsync("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await refused.ReachesAsync(1, RefusalReasons.SlowReader);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MostGrowth);
        Assert.Equal("fine", await AskAsync(port));
    }

    [Fact]
    public async Task ClientThatDoesNotShakeHands_IsCutAndCounted()
    {
        using var fixture = new ModuleFixture();
        using var refused = new CounterReader(fixture.Meters, "tsuba_web_refused_total", "reason");
        await using var port = await StartAsync(fixture, IPAddress.Any, _short);
        using var silent = await ConnectAsync(port);
        using var halfway = await ConnectAsync(port);
        await halfway.SendAsync(new byte[] { 0x16, 3, 1, 2, 0, 1 });

        await DripUntilCutAsync(silent, []);
        await DripUntilCutAsync(halfway, [0]);

        await refused.ReachesAsync(2, RefusalReasons.Handshake);
    }

    [Fact]
    public async Task ManySilentClients_TakeLittleMemory_FurtherOnesAreClosedAndCounted_AndOthersAreServedAfterwards()
    {
        using var fixture = new ModuleFixture();
        using var refused = new CounterReader(fixture.Meters, "tsuba_web_refused_total", "reason");
        await using var module = new WebServiceModule(fixture.Context(("webservice_port", "0")));
        await module.StartAsync(CancellationToken.None);
        var address = new IPEndPoint(IPAddress.Loopback, module.Address!.Port);
        var clients = new List<Socket>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var count = 0; count < SlowClientLimits.Usual.MostConnections; count++)
        {
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(address);
            clients.Add(client);
        }

        using var further = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await further.ConnectAsync(address);
        await DripUntilCutAsync(further, []);
        await refused.ReachesAsync(1, RefusalReasons.TooManyConnections);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(growth, 0, MostGrowth);

        clients.ForEach(client => client.Dispose());
        using var http = new HttpClient { BaseAddress = module.Address };
        while (await StatusAsync(http) is not HttpStatusCode.Unauthorized)
        {
            await Task.Delay(_pause);
        }
    }

    [Fact]
    public async Task NscaClientsThatSayNothingOrLittle_AreCutAndCounted()
    {
        using var fixture = new ModuleFixture();
        using var counts = new CounterReader(fixture.Meters, "tsuba_nsca_connections_cut_total");
        var time = new ManualTime();
        await using var module = new NscaModule(fixture.Context(("port", "0"), ("encryption_method", "0")) with { Time = time });
        using var stop = new CancellationTokenSource();
        await module.StartAsync(CancellationToken.None);
        var loop = module.RunAsync(stop.Token);
        using var silent = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await silent.ConnectAsync(module.Address!);
        await slow.ConnectAsync(module.Address!);
        await ReadOpeningAsync(silent);
        await ReadOpeningAsync(slow);

        // A byte a second never makes a packet in time.
        while (counts.Of() < 2)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await TrySendAsync(slow, [0]);
            await Task.Yield();
        }

        await DripUntilCutAsync(silent, []);
        await DripUntilCutAsync(slow, [0]);
        await stop.CancelAsync();
        await Task.WhenAny(loop);
    }

    // Whoever opens the port tries again after an IOException; anything else ends the daemon.
    [Fact]
    public async Task Start_AddressOfAnotherMachine_IsAnIoExceptionThatNamesIt()
    {
        using var fixture = new ModuleFixture();

        var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync(fixture, IPAddress.Parse("198.51.100.1"), SlowClientLimits.Usual));

        Assert.StartsWith("cannot listen on 198.51.100.1:0: ", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<RunningPort> StartAsync(ModuleFixture fixture, IPAddress address, SlowClientLimits limits)
    {
        var builder = WebPort.CreateBuilder(address, 0, IPAddress.IsLoopback(address) ? null : Certificate, NullLoggerFactory.Instance, limits);
        var app = builder.Build();
        app.UseSafeHeaders();
        app.MapGet("/", () => "fine");
        app.MapPost("/body", async (HttpContext context) => await context.Request.Body.CopyToAsync(Stream.Null));
        app.MapGet("/endless", async (HttpContext context) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[16 * 1024], context.RequestAborted);
            }
        });
        return await RunningPort.StartAsync(app, new RefusalCounts("test", fixture.Meters, NullLoggerFactory.Instance), CancellationToken.None);
    }

    private static SslStreamCertificateContext Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null), null, offline: true);
    }

    private static async Task<Socket> ConnectAsync(RunningPort port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, port.Address.Port);
        return socket;
    }

    private static async Task<string> AskAsync(RunningPort port)
    {
        using var client = new HttpClient { BaseAddress = port.Address };
        return await client.GetStringAsync("/");
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.PostAsync("/push_check_result", null);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // Sends a little every now and then, until the server has ended the connection; what it said before that is read.
    private static async Task DripUntilCutAsync(Socket socket, byte[] piece)
    {
        var ended = UntilEndAsync(socket);
        while (await Task.WhenAny(ended, Task.Delay(_pause)) != ended)
        {
            await TrySendAsync(socket, piece);
        }

        await ended;
    }

    private static async Task UntilEndAsync(Socket socket)
    {
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset is an end too.
        }
    }

    private static async Task TrySendAsync(Socket socket, byte[] piece)
    {
        try
        {
            await socket.SendAsync(piece);
        }
        catch (SocketException)
        {
            // The server has ended it; whoever reads sees that.
        }
    }

    private static async Task ReadOpeningAsync(Socket socket)
    {
        var opening = new byte[132];
        for (var count = 0; count < opening.Length;)
        {
            count += await socket.ReceiveAsync(opening.AsMemory(count));
        }
    }
}
