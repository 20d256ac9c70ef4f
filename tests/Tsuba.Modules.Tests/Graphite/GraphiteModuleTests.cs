using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tsuba.Model.Items;
using Tsuba.Modules.Graphite;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Modules.Tests.Graphite;

public sealed class GraphiteModuleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ModuleFixture _fixture = new();
    private readonly ConcurrentDictionary<string, int> _arrived = new();
    private GraphiteModule? _module;
    private Task _loop = Task.CompletedTask;
    private CancellationTokenSource _stop = new();
    private int _number;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task CarbonAwayThenCutOff_EveryPointArrivesAtLast()
    {
        using var patience = new CancellationTokenSource(Patience);
        var port = LoopbackPorts.Free();
        using var listener = new TcpListener(IPAddress.Loopback, port);
        await StartAsync(("port", port.ToString(CultureInfo.InvariantCulture)));
        await GiveAsync(500);

        // A carbon that reads a little, and then is gone with what it had not read.
        listener.Start();
        using (var first = await listener.AcceptSocketAsync(patience.Token))
        {
            await first.ReceiveAsync(new byte[100]);
            first.Close(0);
        }

        await GiveAsync(500);
        using var second = await listener.AcceptSocketAsync(patience.Token);
        var reading = ReadAsync(second);
        await UntilAsync(() => _arrived.Count == 1000);
        Assert.All(Enumerable.Range(1, 1000), number => Assert.True(_arrived.ContainsKey(FormattableString.Invariant($"web.http.n {number} 1700000000"))));
        await StopAsync();
        await reading;
    }

    [Fact]
    public async Task RestartWithoutCarbon_PointsAreStillThere()
    {
        using var patience = new CancellationTokenSource(Patience);
        var port = LoopbackPorts.Free();
        using var listener = new TcpListener(IPAddress.Loopback, port);
        await StartAsync(("port", port.ToString(CultureInfo.InvariantCulture)));
        await GiveAsync(10);
        await StopAsync();

        listener.Start();
        await StartAsync(("port", port.ToString(CultureInfo.InvariantCulture)));
        using var socket = await listener.AcceptSocketAsync(patience.Token);
        var reading = ReadAsync(socket);
        await UntilAsync(() => _arrived.Count == 10);
        await StopAsync();
        await reading;
    }

    [Fact]
    public async Task SpoolFull_WhatDoesNotFitIsCountedExactly()
    {
        using var counts = new MeterCounts(_fixture.Meters, "Tsuba.Graphite");
        await StartAsync(("port", "1"), ("spool_max_bytes", "4096"));

        await GiveAsync(300);

        var taken = counts.Of("tsuba_graphite_points_total");
        Assert.Equal(300, taken + counts.Of("tsuba_graphite_points_dropped_total"));
        Assert.InRange(taken, 30, 100);
    }

    private async Task StartAsync(params (string Key, string Value)[] properties)
    {
        _module = new GraphiteModule(_fixture.Context(properties), SampleSite.Create());
        await _module.StartAsync(CancellationToken.None);
        _loop = _module.RunAsync(_stop.Token);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (_module?.DisposeAsync() ?? ValueTask.CompletedTask);
        _module = null;
        _loop = Task.CompletedTask;
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    private async Task GiveAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            var number = ++_number;
            var frame = new EventFrame { First = (ulong)number, UtcMs = 1_700_000_000_000 };
            frame.Events.Add(new Event
            {
                Sequence = (ulong)number,
                CheckResult = new CheckResultEvent { Item = ItemId.OfService("web", "http").Value, StartUtcMs = 1_700_000_000_000, Perfdata = FormattableString.Invariant($"n={number}") },
            });
            await _module!.HandleAsync([new PartEvents(SampleSite.Part, [frame])], CancellationToken.None);
        }
    }

    private async Task ReadAsync(Socket socket)
    {
        using var reader = new StreamReader(new NetworkStream(socket));
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                _arrived.AddOrUpdate(line, 1, (_, times) => times + 1);
            }
        }
        catch (IOException)
        {
            // The module went without a good-bye.
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
