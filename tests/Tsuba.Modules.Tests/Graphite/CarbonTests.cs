using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Modules.Graphite;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.Graphite;

/// <summary>Against the carbon and the graphite-web of Debian. <c>TSUBA_CARBON_STOP=300</c> keeps carbon away for five minutes.</summary>
public sealed class CarbonTests
{
    private const int DefaultStopSeconds = 20;
    private const int PointsBefore = 100;
    private const int PointsAfter = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [RequiresFact(Requirement.Graphite)]
    public async Task CarbonIsKilledAndComesBack_GraphiteWebRendersEveryPoint()
    {
        var away = int.TryParse(Environment.GetEnvironmentVariable("TSUBA_CARBON_STOP"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : DefaultStopSeconds;
        using var fixture = new ModuleFixture();
        using var carbon = new CarbonSite();
        using var stop = new CancellationTokenSource();
        await using var module = new GraphiteModule(fixture.Context(("port", carbon.Port.ToString(CultureInfo.InvariantCulture))), SampleSite.Create());
        await module.StartAsync(CancellationToken.None);
        var loop = module.RunAsync(stop.Token);

        // One point a second of the last half hour, so that carbon keeps each.
        var first = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1800;
        var points = 0;
        carbon.Start();
        for (; points < PointsBefore; points++)
        {
            await GiveAsync(module, first, points);
        }

        await UntilAsync(async () => (await carbon.RenderAsync("web.http.load", first - 1, first + points)).Count == PointsBefore);
        await carbon.KillAsync();
        for (var second = 0; second < away; second++)
        {
            await GiveAsync(module, first, points++);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        carbon.Start();
        for (var index = 0; index < PointsAfter; index++)
        {
            await GiveAsync(module, first, points++);
        }

        await UntilAsync(async () => (await carbon.RenderAsync("web.http.load", first - 1, first + points)).Count == points);
        var rendered = await carbon.RenderAsync("web.http.load", first - 1, first + points);
        Assert.All(Enumerable.Range(0, points), index => Assert.Equal(index + 0.5, rendered[first + index]));
        Assert.Equal(points, (await carbon.RenderAsync("web.http.load_crit", first - 1, first + points)).Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    private static async Task GiveAsync(GraphiteModule module, long first, int index)
    {
        var utc = (first + index) * 1000;
        var frame = new EventFrame { First = (ulong)index + 1, UtcMs = utc };
        frame.Events.Add(new Event
        {
            Sequence = (ulong)index + 1,
            UtcMs = utc,
            CheckResult = new CheckResultEvent { Item = ItemId.OfService("web", "http").Value, StartUtcMs = utc, Perfdata = string.Create(CultureInfo.InvariantCulture, $"load={index + 0.5};900;1000") },
        });
        await module.HandleAsync([new PartEvents(SampleSite.Part, [frame])], CancellationToken.None);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), patience.Token);
        }
    }
}
