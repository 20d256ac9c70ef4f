using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Model.Items;
using Tsuba.Modules.History;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Time;

namespace Tsuba.Modules.Tests.History;

/// <summary>A history on a directory of its own with a clock that is moved by hand, and the events to feed it with.</summary>
internal sealed class HistoryFixture : IAsyncDisposable
{
    public static readonly ItemId Http = ItemId.OfService("web", "http");
    public static readonly ItemId Db = ItemId.OfHost("db");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private HistoryModule? _module;

    public ManualTime Time { get; } = new();

    public string Directory { get; } = global::System.IO.Directory.CreateTempSubdirectory("tsuba-history-").FullName;

    public string File => Path.Combine(Directory, "history.sqlite");

    public HistoryModule Module => _module ?? throw new InvalidOperationException("the module was not started");

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<HistoryModule> StartAsync(params (string Key, string Value)[] properties)
    {
        if (_module is { } before)
        {
            await before.DisposeAsync();
        }

        _module = Create(Directory, properties);
        await _module.StartAsync(CancellationToken.None);
        return _module;
    }

    /// <summary>A module on another directory; whoever makes it disposes it.</summary>
    public HistoryModule Create(string directory, params (string Key, string Value)[] properties) => new(new ModuleContext(
        "history",
        "history",
        "test",
        directory,
        properties.ToDictionary(property => property.Key, property => property.Value),
        Time,
        NullLoggerFactory.Instance,
        _services.GetRequiredService<IMeterFactory>(),
        new RecordingSink()));

    /// <summary>Gives events of a part as one frame.</summary>
    public Task TakeAsync(int part, params Event[] events) => TakeAsync(OfPart(part, events));

    /// <summary>Gives events of parts in one delivery.</summary>
    public async Task TakeAsync(params PartEvents[] gathered) => await Module.HandleAsync(gathered, CancellationToken.None);

    public async Task<IReadOnlyList<HistoryResult>> ResultsAsync() =>
        (await Module.ResultsAsync(new HistoryQuery { Item = Http, Limit = 10_000 }, CancellationToken.None)).Rows;

    public async Task<IReadOnlyList<HistoryEntry>> EntriesAsync() =>
        (await Module.EntriesAsync(new HistoryQuery { Limit = 10_000 }, CancellationToken.None)).Rows;

    /// <summary>Events of a part as one frame.</summary>
    public static PartEvents OfPart(int part, params Event[] events)
    {
        var frame = new EventFrame { First = events[0].Sequence, UtcMs = events[0].UtcMs };
        frame.Events.AddRange(events);
        return new PartEvents(new PartStamp { Part = part, Epoch = 1UL << 32 }, [frame]);
    }

    public static Event Result(ulong sequence, long utc, double value, string output = "fine", ItemId? item = null) => new()
    {
        Sequence = sequence,
        UtcMs = utc,
        CheckResult = new CheckResultEvent
        {
            Item = (item ?? Http).Value,
            State = 0,
            StateType = 1,
            Attempt = 1,
            Output = output,
            Perfdata = FormattableString.Invariant($"time={value}ms"),
            ExecutionSeconds = 0.25f,
            LatencySeconds = 0.5f,
            StartUtcMs = utc,
        },
    };

    public static Event Log(ulong sequence, long utc, string text, ItemId? item = null) => new()
    {
        Sequence = sequence,
        UtcMs = utc,
        Log = new LogEvent { Item = (item ?? Http).Value, Line = text },
    };

    public async ValueTask DisposeAsync()
    {
        if (_module is { } module)
        {
            await module.DisposeAsync();
        }

        await _services.DisposeAsync();
        global::System.IO.Directory.Delete(Directory, recursive: true);
    }
}
