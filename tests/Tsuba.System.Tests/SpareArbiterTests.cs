using System.Globalization;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>Two arbiters as processes: the leader is killed, the spare goes on, the old one returns and watches.</summary>
public sealed class SpareArbiterTests(TwoArbiterSite site) : IClassFixture<TwoArbiterSite>
{
    private const string Master = "arbiter-master";
    private const string Spare = "arbiter-spare";

    private int _comments;

    [Fact]
    public async Task Master_KilledAndBack_SpareGoesOnWithOwnersAndCommands()
    {
        await site.UntilLeadsAsync(Master);
        await site.UntilAsync("every part has a follower", async () => !(await site.VerbAsync("status")).Output.Contains(" none ", StringComparison.Ordinal));
        await CommentAsync();
        var before = await site.PartsAsync();

        await site.KillAsync(TwoSchedulerSite.Arbiter);
        await GiveAsync();
        await site.UntilLeadsAsync(Spare);
        await CommentAsync();
        Assert.Equal(before, await site.PartsAsync());

        // It also takes over from a scheduler.
        await site.KillAsync("s1");
        await site.UntilAsync("the other scheduler has every part", async () => (await site.OwnersAsync()).Values.All(owner => owner == "s2"));
        site.Start("s1");
        site.Start(TwoSchedulerSite.Arbiter);
        await site.UntilAliveAsync($"arbiter {Master}", "scheduler s1");
        await site.UntilLeadsAsync(Spare);
        await CommentAsync();

        Assert.Equal(0, (await site.VerbAsync("failback", "--wait", "60")).ExitCode);
        await site.UntilAsync("both schedulers own hosts", async () => (await site.OwnersAsync()).Values.Distinct().Count() == 2);
        await site.UntilAsync("every comment is there", async () => await site.CountAsync(@"GET comments\nColumns: comment") >= _comments);
        var comments = (await site.QueryAsync(@"GET comments\nColumns: comment")).Select(row => row[0].GetString()).ToList();
        Assert.Equal(Enumerable.Range(1, _comments).Select(Text).Order(StringComparer.Ordinal), comments.Order(StringComparer.Ordinal));
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"comment {number}");

    private async Task CommentAsync() =>
        Assert.StartsWith("applied", await site.CommandAsync($"ADD_HOST_COMMENT;h{_comments % TwoSchedulerSite.Hosts};1;me;{Text(++_comments)}"), StringComparison.Ordinal);

    // Taken in while nobody leads: applied when somebody does.
    private async Task GiveAsync()
    {
        await File.AppendAllTextAsync(site.ReceiverPipe, $"ADD_HOST_COMMENT;h{_comments % TwoSchedulerSite.Hosts};1;me;{Text(++_comments)}\n");
    }
}
