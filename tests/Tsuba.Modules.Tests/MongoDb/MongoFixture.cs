using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.MongoDb;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>One module that runs, with what it counts.</summary>
internal sealed class MongoFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ModuleFixture _files = new();
    private readonly MeterCounts _counts;
    private CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private int _number;

    public MongoFixture()
    {
        _counts = new MeterCounts(_files.Meters, "Tsuba.MongoDb");
    }

    public LiveTables Tables { get; } = SampleSite.Create();

    public MongoDbModule Module { get; private set; } = null!;

    public long Count(string name) => _counts.Of($"tsuba_mongodb_{name}");

    public async Task StartAsync(string uri, params (string Key, string Value)[] properties)
    {
        Module = new MongoDbModule(_files.Context([("uri", uri), .. properties]), Tables);
        await Module.StartAsync(CancellationToken.None);
        _loop = Module.RunAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Module.DisposeAsync();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    /// <summary>Check results of web;http, one call of the module for each batch.</summary>
    public async Task GiveAsync(int count, int batch = 1)
    {
        for (var given = 0; given < count; given += batch)
        {
            var frame = new EventFrame { First = (ulong)_number + 1, UtcMs = 1_700_000_000_000 };
            for (var index = 0; index < Math.Min(batch, count - given); index++)
            {
                frame.Events.Add(Result(++_number));
            }

            await Module.HandleAsync([new PartEvents(SampleSite.Part, [frame])], CancellationToken.None);
        }
    }

    public static Event Result(int number) => new()
    {
        Sequence = (ulong)number,
        UtcMs = 1_700_000_000_000 + number,
        CheckResult = new CheckResultEvent
        {
            Item = ItemId.OfService("web", "http").Value,
            State = 2,
            StateType = 1,
            Attempt = 3,
            Output = "CRITICAL - größer als erlaubt",
            Perfdata = FormattableString.Invariant($"time={number}ms"),
            StartUtcMs = 1_700_000_000_000,
        },
    };

    public async Task GiveAsync(params Event[] events)
    {
        var frame = new EventFrame { First = events[0].Sequence, UtcMs = events[^1].UtcMs };
        frame.Events.AddRange(events);
        await Module.HandleAsync([new PartEvents(SampleSite.Part, [frame])], CancellationToken.None);
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Module is not null)
        {
            await StopAsync();
        }

        _stop.Dispose();
        _counts.Dispose();
        _files.Dispose();
    }
}
