using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tsuba.Model.Items;
using Tsuba.Modules.Otlp;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Otlp;

public sealed class OtlpModuleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ModuleFixture _fixture = new();
    private readonly MeterCounts _counts;
    private readonly CancellationTokenSource _stop = new();
    private OtlpModule? _module;
    private Task _loop = Task.CompletedTask;
    private int _number;

    public OtlpModuleTests()
    {
        _counts = new MeterCounts(_fixture.Meters, "Tsuba.Otlp");
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
    public async Task Points_OfAResult_HaveNamesBaseUnitsAndTheTimeOfTheCheck()
    {
        await using var receiver = new OtlpReceiver();
        await StartAsync(await receiver.StartAsync());
        await GiveAsync("time=500ms;1000;2000;0 'free space'=0B;10:;@5:8");
        await UntilAsync(() => receiver.Points.Count == 7);

        Assert.Equal(
            [
                ("web;http;state_check.perfdata;free space;B;;1700000001000000000", 0.0),
                ("web;http;state_check.perfdata;time;s;;1700000001000000000", 0.5),
                ("web;http;state_check.threshold;free space;B;critical;1700000001000000000", 8.0),
                ("web;http;state_check.threshold;free space;B;warning;1700000001000000000", 10.0),
                ("web;http;state_check.threshold;time;s;critical;1700000001000000000", 2.0),
                ("web;http;state_check.threshold;time;s;min;1700000001000000000", 0.0),
                ("web;http;state_check.threshold;time;s;warning;1700000001000000000", 1.0),
            ],
            receiver.Points.OrderBy(point => point.Key, StringComparer.Ordinal).Select(point => (point.Key, Math.Round(point.Value, 9))));
        Assert.Equal("application/x-protobuf", receiver.ContentTypes.First());
    }

    [Fact]
    public async Task Receiver_AwayThenFailingThenCutOff_GetsEveryPoint()
    {
        var port = await FreePortAsync();
        await StartAsync(port);
        for (var index = 0; index < 500; index++)
        {
            await GiveAsync("n=1");
        }

        var refusals = 0;
        await using var receiver = new OtlpReceiver
        {
            Instead = context =>
            {
                refusals++;
                context.Response.StatusCode = 503;
                if (refusals == 2)
                {
                    context.Abort();
                }

                return Task.FromResult(refusals <= 2);
            },
        };
        await receiver.StartAsync(port);
        await UntilAsync(() => receiver.Points.Count == 500);

        Assert.Equal(500, Count("points_total"));
        Assert.Equal(0, Count("points_dropped_total") + Count("points_rejected_total"));
    }

    [Fact]
    public async Task Receiver_ThatNeverAnswers_DelaysNoEvent()
    {
        var port = 0;
        var asked = 0;
        await using var receiver = new OtlpReceiver
        {
            Instead = async context =>
            {
                asked++;
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            },
        };
        port = await receiver.StartAsync();
        await StartAsync(port);
        await GiveAsync("n=1");
        await UntilAsync(() => asked == 1);
        for (var index = 0; index < 200; index++)
        {
            await GiveAsync("n=1");
        }

        Assert.Equal(201, Count("points_total"));
        receiver.Instead = _ => Task.FromResult(false);
        await UntilAsync(() => receiver.Points.Count == 201);
    }

    [Fact]
    public async Task Request_ThatIsNeverTaken_IsCounted()
    {
        await using var receiver = new OtlpReceiver
        {
            Instead = context =>
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.FromResult(true);
            },
        };
        await StartAsync(await receiver.StartAsync());
        await GiveAsync("a=1;2;3 b=4");
        await UntilAsync(() => Count("points_rejected_total") == 4);
    }

    [Theory]
    [InlineData("endpoint", "ftp://x")]
    [InlineData("endpoint", "http://collector.example.org:4318")]
    [InlineData("endpoint", "https://user:secret@collector.example.org")]
    [InlineData("headers", "novalue")]
    [InlineData("spool_max_bytes", "much")]
    public void Property_WithoutSense_IsRefusedWithoutSecrets(string key, string value)
    {
        var fault = Assert.Throws<InvalidDataException>(() => OtlpSettings.From(new Dictionary<string, string> { [key] = value }));
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
    }

    private async Task StartAsync(int port)
    {
        _module = new OtlpModule(_fixture.Context(("endpoint", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"))), SampleSite.Create());
        await _module.StartAsync(CancellationToken.None);
        _loop = _module.RunAsync(_stop.Token);
    }

    private async Task GiveAsync(string perfdata)
    {
        var utc = 1_700_000_000_000 + (++_number * 1000);
        var frame = new EventFrame { First = (ulong)_number, UtcMs = utc };
        frame.Events.Add(new Event { Sequence = (ulong)_number, UtcMs = utc, CheckResult = new CheckResultEvent { Item = ItemId.OfService("web", "http").Value, StartUtcMs = utc, Perfdata = perfdata } });
        await _module!.HandleAsync([new PartEvents(SampleSite.Part, [frame])], CancellationToken.None);
    }

    private long Count(string name) => _counts.Of($"tsuba_otlp_{name}");

    private static async Task<int> FreePortAsync()
    {
        await using var probe = new OtlpReceiver();
        return await probe.StartAsync();
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
