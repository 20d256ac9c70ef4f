using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tsuba.Modules.Passive.Nsca;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.Passive;

public sealed class NscaModuleTests : IAsyncLifetime
{
    private const string Password = "nine or more characters, and longer than any key";

    private readonly ModuleFixture _fixture = new();
    private readonly CancellationTokenSource _stop = new();
    private NscaModule? _module;
    private Task _loop = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (_module?.DisposeAsync() ?? ValueTask.CompletedTask);
        _stop.Dispose();
        _fixture.Dispose();
    }

    [RequiresTheory(Requirement.NscaClient)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(14)]
    public async Task SendNsca_OfDebian_DeliversResultsOfServicesAndHosts(int method)
    {
        await StartAsync(("encryption_method", $"{method}"), ("password", Password));

        var said = await SendAsync(method, "web\thttp\t2\tdown|t=1s\n\u0017db\t0\tup and running\n\u0017web\tpages\t1\tsemicolons; too\n\u0017", legacy: false);

        Assert.Contains("3 data packet(s) sent", said, StringComparison.Ordinal);
        Assert.Matches(@"^\[\d+\] PROCESS_SERVICE_CHECK_RESULT;web;http;2;down\|t=1s$", _fixture.Sink.Next());
        Assert.Matches(@"^\[\d+\] PROCESS_HOST_CHECK_RESULT;db;0;up and running$", _fixture.Sink.Next());
        Assert.EndsWith(";web;pages;1;semicolons; too", _fixture.Sink.Next(), StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.NscaClient)]
    public async Task SendNsca_InTheWayOfVersion27_DeliversShortPackets()
    {
        await StartAsync(("encryption_method", "14"), ("password", Password));

        await SendAsync(14, "web\thttp\t0\tfine\n\u0017web\tdisk\t1\tfull\n\u0017", legacy: true);

        Assert.EndsWith(";web;http;0;fine", _fixture.Sink.Next(), StringComparison.Ordinal);
        Assert.EndsWith(";web;disk;1;full", _fixture.Sink.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packet_ChangedOnItsWayOrTooOldOrFromTheFuture_IsRefusedAndTheNextClientIsServed()
    {
        await StartAsync(("encryption_method", "0"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var changed = Packet(now, "web", "http", "changed");
        changed[300] ^= 1;
        await GiveAsync(changed);
        await GiveAsync(Packet(now - 3600, "web", "http", "an hour old"));
        await GiveAsync(Packet(now + 3600, "web", "http", "from the future"));
        await GiveAsync(Packet(now, "we;b", "http", "a semicolon would be a second field"));
        await GiveAsync(new byte[17]);
        await GiveAsync(Packet(now, "web", "http", "good\nand\r\u2028injected"));

        Assert.Equal($"[{now}] PROCESS_SERVICE_CHECK_RESULT;web;http;1;good\\nand\\n\\ninjected", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Packets_ManyOnOneConnection_AllArriveInOrder()
    {
        await StartAsync(("encryption_method", "0"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await GiveAsync([.. Enumerable.Range(0, 2000).SelectMany(number => Packet(now, "web", $"s{number}", "fine"))]);
        for (var number = 0; number < 2000; number++)
        {
            Assert.Equal($"[{now}] PROCESS_SERVICE_CHECK_RESULT;web;s{number};1;fine", _fixture.Sink.Next());
        }
    }

    [Fact]
    public async Task Packets_OneOfThemMakesNoSense_TheOthersOfTheConnectionAreTaken()
    {
        await StartAsync(("encryption_method", "0"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        await GiveAsync([.. Packet(now, "we;b", "http", "bad"), .. Packet(now, "web", "http", "one"), .. Packet(now - 3600, "web", "http", "old"), .. Packet(now, "web", "http", "two")]);

        Assert.EndsWith(";web;http;1;one", _fixture.Sink.Next(), StringComparison.Ordinal);
        Assert.EndsWith(";web;http;1;two", _fixture.Sink.Next(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "0.0.0.0", "secret", "loopback")]
    [InlineData("1", "*", "secret", "loopback")]
    [InlineData("2", "127.0.0.1", "secret", "known are")]
    [InlineData("3", "127.0.0.1", "short", "single DES")]
    [InlineData("14", "127.0.0.1", "", "password")]
    public async Task Settings_ThatWouldLetAnybodyIn_AreRefused(string method, string host, string password, string reason)
    {
        await using var module = new NscaModule(_fixture.Context(("encryption_method", method), ("host", host), ("password", password), ("port", "0")));

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => module.StartAsync(CancellationToken.None));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private async Task StartAsync(params (string Key, string Value)[] properties)
    {
        _module = new NscaModule(_fixture.Context([.. properties, ("port", "0")]));
        await _module.StartAsync(CancellationToken.None);
        _loop = _module.RunAsync(_stop.Token);
    }

    // What a client sends, and then the end; the server's end of the connection is awaited.
    private async Task GiveAsync(byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _module!.Address!.Port);
        var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[132]);
        await stream.WriteAsync(bytes);
        client.Client.Shutdown(SocketShutdown.Send);
        try
        {
            Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        }
        catch (IOException)
        {
            // A server that refuses does not read the rest.
        }
    }

    private static byte[] Packet(long time, string host, string service, string output)
    {
        var packet = new byte[NscaPacket.LongBytes];
        BinaryPrimitives.WriteInt16BigEndian(packet, 3);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), (uint)time);
        BinaryPrimitives.WriteInt16BigEndian(packet.AsSpan(12), 1);
        Encoding.UTF8.GetBytes(host).CopyTo(packet, 14);
        Encoding.UTF8.GetBytes(service).CopyTo(packet, 78);
        Encoding.UTF8.GetBytes(output).CopyTo(packet, 206);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), NscaPacket.Sum(packet));
        return packet;
    }

    // Results are separated by the character ETB.
    private async Task<string> SendAsync(int method, string input, bool legacy)
    {
        var root = RequirementProbe.NscaClientDirectory!;
        var settings = Path.Combine(_fixture.Directory, "send_nsca.cfg");
        await File.WriteAllTextAsync(settings, $"password={Password}\nencryption_method={method}\n{(legacy ? "legacy_2_7_mode=true\n" : "")}");
        var start = new ProcessStartInfo(Path.Combine(root, "usr/sbin/send_nsca"))
        {
            ArgumentList = { "-H", "127.0.0.1", "-p", $"{_module!.Address!.Port}", "-c", settings },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LD_LIBRARY_PATH"] = Path.Combine(root, "usr/lib/x86_64-linux-gnu");
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }
}
