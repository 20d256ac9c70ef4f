using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tsuba.Model.Items;
using Tsuba.Modules.Graphite;
using Tsuba.Modules.History;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.Graphite;

/// <summary>Graphs from graphite-web: Debian's, and servers that answer as they should not.</summary>
public sealed class GraphiteWebTests : IAsyncLifetime
{
    private static readonly ItemId Http = ItemId.OfService("web", "http");

    private readonly ModuleFixture _fixture = new();
    private WebApplication? _server;
    private string _query = "";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _fixture.Dispose();
    }

    [RequiresFact(Requirement.Graphite)]
    public async Task GraphiteWeb_OfDebian_GivesWhatCarbonWasSent()
    {
        using var carbon = new CarbonSite();
        using var stop = new CancellationTokenSource();
        carbon.Start();
        await using var module = new GraphiteModule(
            _fixture.Context(("port", carbon.Port.ToString(CultureInfo.InvariantCulture)), ("graphite_url", carbon.Web.ToString())), SampleSite.Create());
        await module.StartAsync(CancellationToken.None);
        var loop = module.RunAsync(stop.Token);
        var first = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 600;
        for (var index = 0; index < 30; index++)
        {
            await GiveAsync(module, first, index);
        }

        // The server remembers for minutes which metrics there are, so it is asked when carbon has them all.
        IReadOnlyList<HistorySeries>? series = null;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        foreach (var metric in new[] { "time", "time_warn", "time_crit", "cpu.0" })
        {
            while ((await carbon.RenderAsync($"web.http.{metric}", first - 1, first + 60)).Count < 30)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), patience.Token);
            }
        }

        carbon.Serve();
        while ((series = await module.SeriesAsync(Http, (first - 1) * 1000, (first + 60) * 1000, CancellationToken.None)) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), patience.Token);
        }

        // Thresholds were sent, too; cpu_0 has two elements. The label and unit of time are those of the sample's last result.
        Assert.Equal([("cpu.0", ""), ("time", "s")], series.Select(one => (one.Label, one.Unit)));
        Assert.All(Enumerable.Range(0, 30), index => Assert.Equal((first + index, index + 0.5), (series[1].Samples[index].UtcSeconds, series[1].Samples[index].Average)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task Answer_IsAskedForByThePathOfTheItem_AndReadWithoutThresholds()
    {
        await using var module = await ModuleAsync(context => context.Response.WriteAsync(
            """
            [{"target":"web.http.time","datapoints":[[0.5,100],[null,160],[1.5,220],["x",280],[1]]},
             {"target":"web.http.time_warn","datapoints":[[1,100]]},
             {"target":"web.http.only_warn","datapoints":[[3,100]]},
             {"target":"web.http.empty","datapoints":[[null,100]]},
             {"target":"db.secret","datapoints":[[1,100]]},
             {"target":7,"datapoints":[]}, 5]
            """));
        var series = await module.SeriesAsync(Http, 100_000, 300_000, CancellationToken.None);

        Assert.Equal("?format=json&target=web.http.*&target=web.http.*.*&from=100&until=300&maxDataPoints=1000", _query);
        Assert.Equal(["only_warn", "time"], series!.Select(one => one.Label));
        Assert.Equal([(100, 0.5), (220, 1.5)], series![1].Samples.Select(sample => (sample.UtcSeconds, sample.Average)));
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(302, "")]
    [InlineData(200, "no json")]
    [InlineData(200, "{}")]
    [InlineData(200, "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]")]
    public async Task Answer_ThatIsNone_IsCountedAndNoGraph(int status, string body)
    {
        using var renders = new CounterReader(_fixture.Meters, "tsuba_graphite_renders_total", "outcome");
        await using var module = await ModuleAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return context.Response.WriteAsync(body);
        });

        Assert.Null(await module.SeriesAsync(Http, 0, 1000, CancellationToken.None));
        Assert.Equal(1, renders.Of("failed"));
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsGivenUp()
    {
        await using var module = await ModuleAsync(async context =>
        {
            var blanks = new byte[1024 * 1024];
            Array.Fill(blanks, (byte)' ');
            for (var index = 0; index < 64 && !context.RequestAborted.IsCancellationRequested; index++)
            {
                await context.Response.Body.WriteAsync(blanks, context.RequestAborted);
            }
        });

        Assert.Null(await module.SeriesAsync(Http, 0, 1000, CancellationToken.None));
    }

    [Theory]
    [InlineData("ftp://x/")]
    [InlineData("http://user:secret@x/")]
    [InlineData("graphite")]
    public void Address_WithoutSense_IsRefused(string address)
    {
        var fault = Assert.Throws<InvalidDataException>(() => new GraphiteModule(_fixture.Context(("graphite_url", address)), SampleSite.Create()));
        Assert.Contains("graphite_url", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    private async Task<GraphiteModule> ModuleAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapGet("/graphite/render", context =>
        {
            _query = context.Request.QueryString.Value ?? "";
            return answer(context);
        });
        _server.MapGet("/elsewhere", context => context.Response.WriteAsync("[]"));
        await _server.StartAsync();
        return new GraphiteModule(_fixture.Context(("graphite_url", _server.Urls.Single() + "/graphite")), SampleSite.Create());
    }

    private static async Task GiveAsync(GraphiteModule module, long first, int index)
    {
        var utc = (first + index) * 1000;
        var frame = new EventFrame { First = (ulong)index + 1, UtcMs = utc };
        frame.Events.Add(new Event
        {
            Sequence = (ulong)index + 1,
            UtcMs = utc,
            CheckResult = new CheckResultEvent { Item = Http.Value, StartUtcMs = utc, Perfdata = string.Create(CultureInfo.InvariantCulture, $"time={index + 0.5}s;900;1000 cpu_0=1%") },
        });
        await module.HandleAsync([new PartEvents(SampleSite.Part, [frame])], CancellationToken.None);
    }
}
