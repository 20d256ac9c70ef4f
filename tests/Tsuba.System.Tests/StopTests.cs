using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>The end of a process in good order.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Term_Twice_StillWritesASnapshotOfEveryPart()
    {
        await using var site = await RunningSite.StartAsync(PassiveSite.Text(4, 5));
        await site.UntilAsync("all services are known", async () => (await site.GetAsync("api/v1/services")).GetProperty("total").GetInt32() == 20);
        var parts = Directory.GetDirectories(Path.Combine(site.State, "scheduler-scheduler-master"), "part-*");
        Assert.NotEmpty(parts);
        Assert.DoesNotContain(parts, HasSnapshot);

        await site.Process.SignalAsync("TERM");
        await site.Process.SignalAsync("TERM");
        var exit = await site.Process.StopAsync();

        Assert.Equal(0, exit);
        Assert.All(parts, part => Assert.True(HasSnapshot(part), $"{part} has no snapshot\n{site.Output}"));
    }

    private static bool HasSnapshot(string part) =>
        Directory.Exists(Path.Combine(part, "snapshot")) && Directory.EnumerateFiles(Path.Combine(part, "snapshot")).Any();
}
