using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Livestatus.Server;
using static Tsuba.Modules.Tests.Livestatus.LivestatusPortFixture;

namespace Tsuba.Modules.Tests.Livestatus;

public sealed class LivestatusPortTests
{
    private const string Keep = "KeepAlive: on\nResponseHeader: fixed16\n\n";

    [Theory]
    [InlineData("GET hosts\nColumns: name\n\n")]
    [InlineData("GET hosts\nColumns: name\n")]
    [InlineData("\n\nGET hosts\r\nColumns:name  \r\n\r\n")]
    public async Task Query_InAnyForm_IsAnsweredAndClosed(string request)
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Equal("db\nweb\n", await port.AskAsync(request));
    }

    [Fact]
    public async Task Query_WithoutKeepAlive_EndsTheConnectionThoughTheClientDoesNot()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        using var socket = await port.ConnectAsync();

        await SendAsync(socket, "GET hosts\nColumns: name\n\n");

        Assert.Equal("db\nweb\n", await ReadToEndAsync(socket));
    }

    [Fact]
    public async Task KeepAlive_PipelinedRequests_AreAnsweredInOrderAndSurviveAnError()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        using var socket = await port.ConnectAsync();

        await SendAsync(socket, $"GET hosts\nColumns: name\n{Keep}GET nothing\n{Keep}GET status\nColumns: num_services\n{Keep}");

        Assert.Equal((200, "db\nweb\n"), await ReadAnswerAsync(socket));
        Assert.Equal((404, "Invalid GET request, no such table 'nothing'\n"), await ReadAnswerAsync(socket));
        Assert.Equal((200, "3\n"), await ReadAnswerAsync(socket));
    }

    [Fact]
    public async Task BothPorts_AtOnce_Answer()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        using var socket = await port.ConnectUnixAsync();

        await SendAsync(socket, "GET hosts\nColumns: name\n\n");

        Assert.Equal("db\nweb\n", await ReadToEndAsync(socket));
        Assert.Equal("db\nweb\n", await port.AskAsync("GET hosts\nColumns: name\n\n"));
    }

    [Theory]
    [InlineData("COMMAND [1700000000] DISABLE_NOTIFICATIONS\n")]
    [InlineData("COMMAND [1700000000] DISABLE_NOTIFICATIONS\n\n")]
    [InlineData("COMMAND DISABLE_NOTIFICATIONS\n\n")]
    [InlineData("COMMAND [1700000000] DISABLE_NOTIFICATIONS\nKeepAlive: on\nResponseHeader: fixed16\n\n")]
    public async Task Command_Taken_SaysNothing(string request)
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Equal("", await port.AskAsync(request));
        Assert.EndsWith("DISABLE_NOTIFICATIONS", port.Sink.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_Unknown_IsRefusedInOneLine()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.StartsWith("400: unknown command 'NO_SUCH_COMMAND'", await port.AskAsync("COMMAND [1] NO_SUCH_COMMAND;x\n\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogRotate_RotatesTheLogInSilence_AndSaysWhereItCannot()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Equal("", await port.AskAsync("LOGROTATE\n"));
        Assert.Equal("web", (await port.AskAsync("LOGROTATE\nGET hosts\nColumns: name\nFilter: name = web\n\n")).Trim());
        Assert.Equal(2, port.Rotations);
        port.HasLog = false;
        Assert.StartsWith("400: there is no Nagios log that rotates", await port.AskAsync("LOGROTATE\n\n"), StringComparison.Ordinal);
        port.Fault = new IOException("no room");
        Assert.Equal("503: the log was not rotated: no room", (await port.AskAsync("LOGROTATE\n\n")).Trim());
    }

    [Fact]
    public async Task LogRotate_CommandsAreSwitchedOff_IsRefused()
    {
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { AllowCommands = false });

        Assert.StartsWith("403: ", await port.AskAsync("LOGROTATE\n\n"), StringComparison.Ordinal);
        Assert.Equal(0, port.Rotations);
    }

    [Fact]
    public async Task Commands_AndAQueryInOneBlock_AreAllDone()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        var answer = await port.AskAsync("COMMAND [1] ENABLE_NOTIFICATIONS\nCOMMAND [2] DISABLE_NOTIFICATIONS\nGET hosts\nColumns: name\n\n");

        Assert.Equal("db\nweb\n", answer);
        Assert.Equal("[1] ENABLE_NOTIFICATIONS", port.Sink.Next());
        Assert.Equal("[2] DISABLE_NOTIFICATIONS", port.Sink.Next());
    }

    [Fact]
    public async Task Command_SwitchedOff_IsForbidden()
    {
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { AllowCommands = false });

        Assert.StartsWith("403: ", await port.AskAsync("COMMAND [1] ENABLE_NOTIFICATIONS\n\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_EndsInALine_Is451()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Equal("the request ends in the middle of a line\n", await port.AskAsync("GET hosts\nColumns: na"));
    }

    [Fact]
    public async Task Line_TooLong_IsRefusedBeforeItsEnd()
    {
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { MaxLineBytes = 1024 });
        using var socket = await port.ConnectAsync();

        await SendAsync(socket, "GET hosts\nFilter: name = " + new string('x', 2000));

        Assert.Equal("a line is longer than 1024 bytes\n", await ReadToEndAsync(socket));
    }

    [Fact]
    public async Task Body_OfAHundredMegabytes_IsCutOffWithoutKeepingIt()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        using var socket = await port.ConnectAsync();
        var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Filter: name = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 1000)));
        await SendAsync(socket, "GET hosts\n");

        var sent = 0L;
        try
        {
            for (; sent < 100_000_000; sent += chunk.Length)
            {
                await socket.SendAsync(chunk);
            }
        }
        catch (SocketException)
        {
            // The port has closed, as it should.
        }

        // What left here lies in the buffers of the two sockets; the port itself keeps 2 MiB at most.
        Assert.InRange(sent, 1, 32_000_000);
        Assert.Equal("db\nweb\n", await port.AskAsync("GET hosts\nColumns: name\n\n"));
    }

    [Fact]
    public async Task SlowClient_HalfARequest_BlocksNobodyAndIsCutOff()
    {
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { RequestTimeout = TimeSpan.FromSeconds(1) });
        using var slow = await port.ConnectAsync();
        await SendAsync(slow, "GET hos");

        Assert.Equal("db\nweb\n", await port.AskAsync("GET hosts\nColumns: name\n\n"));

        Assert.Equal("", await ReadToEndAsync(slow));
    }

    [Fact]
    public async Task SlowClient_ReadsNothing_BlocksNobodyAndIsCutOff()
    {
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { WriteTimeout = TimeSpan.FromSeconds(1) });
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(port.Address);
        for (var round = 0; round < 400; round++)
        {
            await SendAsync(slow, $"GET columns\n{Keep}");
        }

        Assert.Equal("db\nweb\n", await port.AskAsync("GET hosts\nColumns: name\n\n"));

        // It is over when the port no longer takes what this client sends.
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            while (true)
            {
                await SendAsync(slow, $"GET columns\n{Keep}");
            }
        });
    }

    [Fact]
    public async Task Connections_MoreThanAllowed_AreClosed()
    {
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { MaxConnections = 1 });
        using var first = await port.ConnectAsync();
        await SendAsync(first, $"GET status\nColumns: num_hosts\n{Keep}");
        Assert.Equal((200, "2\n"), await ReadAnswerAsync(first));
        using var second = await port.ConnectAsync();

        Assert.Equal(0, await second.ReceiveAsync(new byte[1]));
    }

    [Theory]
    [InlineData("GET hosts\nColumns: name\n\n", "db\nweb\n")]
    [InlineData("COMMAND [1700000000] DISABLE_NOTIFICATIONS\n", "")]
    public async Task Tls_Connection_IsSpokenToItsEnd(string request, string answer)
    {
        var directory = Directory.CreateTempSubdirectory("tsuba-tls-").FullName;
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=livestatus", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var files = (Path.Combine(directory, "cert.pem"), Path.Combine(directory, "key.pem"));
        await File.WriteAllTextAsync(files.Item1, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(files.Item2, key.ExportPkcs8PrivateKeyPem());
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { UseTls = true, TlsFiles = files });
        using var socket = await port.ConnectAsync();
        var records = new TlsRecordStream(new NetworkStream(socket));
        await using var stream = new SslStream(records, false, (_, offered, _, _) => offered!.GetCertHashString() == certificate.GetCertHashString());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "livestatus", EnabledSslProtocols = SslProtocols.Tls12 });

        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        if (answer.Length == 0)
        {
            await stream.ShutdownAsync();
        }

        using var reader = new StreamReader(stream);
        Assert.Equal(answer, await reader.ReadToEndAsync());
        Assert.Equal(TlsRecordStream.Alert, records.Last);
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("", "10.1.2.3", true)]
    [InlineData("127.0.0.1, 10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("127.0.0.1, 10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("127.0.0.1, 10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("fe80::/10", "127.0.0.1", false)]
    public void AllowedHosts_Peer_IsJudgedByItsAddress(string list, string peer, bool allowed) =>
        Assert.Equal(allowed, AllowedHosts.Parse(list).Allows(IPAddress.Parse(peer)));

    [Fact]
    public async Task AllowedHosts_OthersByTcp_AreClosed()
    {
        await using var port = await LivestatusPortFixture.StartAsync(new LivestatusSettings { AllowedHosts = AllowedHosts.Parse("192.0.2.1") });
        using var socket = await port.ConnectAsync();

        Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
    }

    [Theory]
    [InlineData("port", "70000")]
    [InlineData("host", "monitor.example.org")]
    [InlineData("allowed_hosts", "monitor.example.org")]
    [InlineData("tls", "maybe")]
    public void Settings_WithoutMeaning_AreRefusedByName(string name, string value)
    {
        var refused = Assert.Throws<FormatException>(() => LivestatusSettings.From(new Dictionary<string, string> { [name] = value }));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_OfShinkensSample_AreUnderstood()
    {
        var settings = LivestatusSettings.From(new Dictionary<string, string> { ["host"] = "*", ["port"] = "50000", ["socket"] = "/run/live", ["modules"] = "logstore-sqlite" });

        Assert.Equal((50_000, "/run/live"), (settings.Port, settings.SocketPath));
        Assert.Equal(IPAddress.Any, settings.Host);
        Assert.EndsWith("-naemon", settings.Version, StringComparison.Ordinal);
    }
}
