using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tsuba.Modules.Syslog;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Syslog;

/// <summary>The module against real datagram sockets.</summary>
public sealed class SyslogModuleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ModuleFixture _fixture = new();
    private readonly MeterCounts _counts;
    private readonly CancellationTokenSource _stop = new();
    private SyslogModule? _module;
    private Task _loop = Task.CompletedTask;
    private int _number;

    public SyslogModuleTests()
    {
        _counts = new MeterCounts(_fixture.Meters, "Tsuba.Syslog");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (_module?.DisposeAsync() ?? ValueTask.CompletedTask);
        _stop.Dispose();
        _counts.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task LocalSocket_IsAwayAndComes_GetsEveryLineInOrder()
    {
        var path = Path.Combine(_fixture.Directory, "log");
        Start(("socket", path));
        await GiveAsync(100);
        using var syslog = Listen(path);
        await GiveAsync(100);

        var lines = new List<string>();
        while (lines.Count < 200)
        {
            lines.Add(await ReceiveAsync(syslog));
        }

        Assert.Equal(Enumerable.Range(1, 200).Select(number => $"SERVICE ALERT: web;http;CRITICAL;HARD;3;number {number}"), lines.Select(line => line[(line.IndexOf("]: ", StringComparison.Ordinal) + 3)..]));
        Assert.All(lines, line => Assert.StartsWith("<14>Nov 14 22:13:20 tsuba[", line, StringComparison.Ordinal));
        await UntilAsync(() => Count("lines_total") == 200);
        Assert.Equal(0, Count("dropped_total"));
    }

    [Fact]
    public async Task LocalSocket_StuckForLong_CostsExactlyWhatDoesNotFit()
    {
        // It is there and takes nothing more once the kernel's own queue is full.
        var path = Path.Combine(_fixture.Directory, "log");
        using var syslog = Listen(path);
        Start(("socket", path), ("queue_lines", "100"));
        await GiveAsync(5000);
        var dropped = Count("dropped_total");
        Assert.InRange(dropped, 1000, 4900);

        for (var received = 0; received < 5000 - dropped; received++)
        {
            await ReceiveAsync(syslog);
        }

        await GiveAsync(1);
        Assert.EndsWith("number 5001", await ReceiveAsync(syslog), StringComparison.Ordinal);
        await UntilAsync(() => Count("lines_total") == 5001 - dropped);
        Assert.Equal(dropped, Count("dropped_total"));
    }

    [Fact]
    public async Task Udp_OfRfc5424_Arrives()
    {
        using var syslog = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        syslog.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Start(("host", "127.0.0.1"), ("port", ((IPEndPoint)syslog.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture)), ("facility", "local3"));
        await GiveAsync(1);

        Assert.Matches(@"\A<158>1 2023-11-14T22:13:20\.000Z \S+ tsuba \d+ Alert - SERVICE ALERT: web;http;CRITICAL;HARD;3;number 1\z", await ReceiveAsync(syslog));
    }

    [Fact]
    public async Task MainFile_WithoutUseSyslog_SendsNothing()
    {
        Start();
        await GiveAsync(10);
        Assert.Equal(0, Count("lines_total") + Count("dropped_total"));
    }

    private void Start(params (string Key, string Value)[] properties)
    {
        _module = new SyslogModule(_fixture.Context(properties), SampleSite.Create());
        _loop = _module.RunAsync(_stop.Token);
    }

    private async Task GiveAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            var frame = new EventFrame { First = (ulong)++_number, UtcMs = 1_700_000_000_000 };
            frame.Events.Add(new Event
            {
                Sequence = (ulong)_number,
                UtcMs = 1_700_000_000_000,
                Log = new LogEvent { Item = 1, Line = string.Create(CultureInfo.InvariantCulture, $"SERVICE ALERT: web;http;CRITICAL;HARD;3;number {_number}") },
            });
            await _module!.HandleAsync(SampleSite.Part, [frame], CancellationToken.None);
        }
    }

    private long Count(string name) => _counts.Of($"tsuba_syslog_{name}");

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[8192];
        var length = await socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
