using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Model.Items;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.History;

public sealed class HistoryModuleTests : IAsyncLifetime
{
    private static readonly ItemId Web = ItemId.OfService("web", "http");
    private static readonly PartStamp Part = new() { Part = 1, Epoch = 1UL << 32 };

    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-history-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private HistoryModule? _module;

    public async Task InitializeAsync()
    {
        _module = Open();
        await _module.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task HandleAsync_SameFrameTwice_KeepsOneRow()
    {
        var frame = Frame(1, Result(1, 1000, 2), Log(2, "SERVICE ALERT: web;http;CRITICAL;SOFT;1;refused"));

        await _module!.HandleAsync(Part, [frame], CancellationToken.None);
        await _module.HandleAsync(Part, [frame], CancellationToken.None);

        var result = Assert.Single(await _module.ResultsAsync(Web, 0, long.MaxValue, 10, CancellationToken.None));
        Assert.Equal((1000, 2, "time=0.1s"), (result.UtcMilliseconds, result.State, result.Perfdata));
        var line = Assert.Single(await _module.LinesAsync(Web, 0, long.MaxValue, 10, CancellationToken.None));
        Assert.Equal("SERVICE ALERT: web;http;CRITICAL;SOFT;1;refused", line.Text);
    }

    [Fact]
    public async Task ResultsAsync_RangeAndLimit_NewestFirst()
    {
        await _module!.HandleAsync(Part, [Frame(1, [.. Enumerable.Range(1, 20).Select(i => Result((ulong)i, i * 1000, 0))])], CancellationToken.None);

        var rows = await _module.ResultsAsync(Web, 5000, 15_000, 3, CancellationToken.None);

        Assert.Equal([14_000L, 13_000L, 12_000L], rows.Select(row => row.UtcMilliseconds));
    }

    [Fact]
    public async Task StartAsync_AfterRestart_HasWhatWasKept()
    {
        await _module!.HandleAsync(Part, [Frame(1, Result(1, 1000, 0))], CancellationToken.None);
        await _module.DisposeAsync();

        _module = Open();
        await _module.StartAsync(CancellationToken.None);

        Assert.Single(await _module.ResultsAsync(Web, 0, long.MaxValue, 10, CancellationToken.None));
    }

    [Fact]
    public async Task LinesAsync_TextWithQuotes_ComesBackUnchanged()
    {
        const string Text = "SERVICE ALERT: web;http;OK;HARD;1;'); drop table line; --";
        await _module!.HandleAsync(Part, [Frame(1, Log(1, Text))], CancellationToken.None);

        Assert.Equal(Text, Assert.Single(await _module.LinesAsync(ItemId.None, 0, long.MaxValue, 10, CancellationToken.None)).Text);
    }

    private static EventFrame Frame(ulong first, params Event[] events)
    {
        var frame = new EventFrame { First = first, UtcMs = 1000 };
        frame.Events.AddRange(events);
        return frame;
    }

    private static Event Result(ulong sequence, long utc, uint state) => new()
    {
        Sequence = sequence,
        UtcMs = utc,
        CheckResult = new CheckResultEvent { Item = Web.Value, State = state, StateType = 1, Attempt = 1, Output = "out", Perfdata = "time=0.1s", StartUtcMs = utc },
    };

    private static Event Log(ulong sequence, string text) => new()
    {
        Sequence = sequence,
        UtcMs = 1000,
        Log = new LogEvent { Item = Web.Value, Line = text },
    };

    private HistoryModule Open() => new(new ModuleContext(
        "history",
        "history",
        "test",
        _directory,
        new Dictionary<string, string>(),
        TimeProvider.System,
        NullLoggerFactory.Instance,
        _services.GetRequiredService<IMeterFactory>(),
        new RefusingSink()));

    private sealed class RefusingSink : ICommandSink
    {
        public ValueTask<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, string author, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new CommandReceipt(false, false, "none are taken here", []));

        public ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new CommandFate(false, false, ""));
    }
}
