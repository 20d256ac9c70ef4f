using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites.Faults;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>Tests 6, 7 and 8 of the reliability guide: links that are cut in both directions, in one, and now and then.</summary>
public sealed class PartitionTests(LinkSite site, ITestOutputHelper output) : IClassFixture<LinkSite>
{
    private const double ConvergedMost = 20;
    private const double RoleChangesMost = 2;

    private readonly Figures _figures = new(output);

    private FaultSite Site => site.Site;

    [Fact]
    public async Task TwoHalves_EachWithArbiterAndScheduler_OneLeadsAndNothingIsLost()
    {
        await site.BeginAsync();
        var load = Site.Promises.Load();
        using var enough = new CancellationTokenSource();
        var sending = load.RunAsync(enough.Token);
        var terms = (await site.RolesAsync()).Terms;
        var before = Site.Promises.Notifications;

        Site.Mesh.Set(LinkFault.Cut, LinkSite.IsAcross);
        Site.Promises.Turn(0);
        await Site.UntilAsync("the half with most voters serves every part", async () =>
            await Site.StatusAsync() is { } status && status.Parts.All(part => part.State == "active" && part.Owner != LinkSite.Far));
        await Site.Promises.UntilToldAsync();
        await StayAsync(TimeSpan.FromSeconds(100));
        Site.Promises.Turn(0);
        await Site.Promises.UntilToldAsync();
        Assert.True(await Site.Promises.CommentAsync(0), "commands are taken in the half that people reach");

        var begin = DateTimeOffset.UtcNow;
        await site.HealAsync();
        _figures.Tell("6 two halves", "until all is well after healing, s", [(DateTimeOffset.UtcNow - begin).TotalSeconds], ConvergedMost);
        await enough.CancelAsync();
        await sending;
        await Site.Promises.UntilAllThereAsync(load);
        Assert.Equal(0, load.Refused);
        Assert.Equal(terms, (await site.RolesAsync()).Terms);
        var notified = Site.Promises.Notifications - before;
        _figures.Tell("6 two halves", "notifications, none lost", [notified]);

        // The far half tells its own once more, which nobody can know: the copy has the same id.
        _figures.Tell("6 two halves", "copies with the same id", [await Site.Promises.JudgeAsync(copies: notified)], notified);
        await AssertOccurrencesAsync();
        _figures.Judge();
    }

    [Fact]
    public async Task OneWay_ForPairsThatTalk_ChangesNoRoleTwice()
    {
        (DaemonRole From, DaemonRole To)[] pairs =
        [
            (DaemonRole.Arbiter, DaemonRole.Scheduler),
            (DaemonRole.Poller, DaemonRole.Scheduler),
            (DaemonRole.Scheduler, DaemonRole.Scheduler),
            (DaemonRole.Reactionner, DaemonRole.Scheduler),
            (DaemonRole.Broker, DaemonRole.Scheduler),
            (DaemonRole.Receiver, DaemonRole.Scheduler),
            (DaemonRole.Arbiter, DaemonRole.Poller),
            (DaemonRole.Arbiter, DaemonRole.Broker),
            (DaemonRole.Arbiter, DaemonRole.Arbiter),
        ];
        var changes = new List<double>();
        foreach (var (from, to) in pairs.Take(Figures.Choose(3, pairs.Length)))
        {
            await site.BeginAsync();
            var before = await site.RolesAsync();
            var parts = (await Site.PartsAsync()).Count;

            // Those of the far half do not hear the others' calls; theirs go through.
            Site.Mesh.Set(LinkFault.Cut, (caller, called) => caller.Role == from && called.Role == to && LinkSite.IsAcross(caller, called) && called.Address == LinkSite.FarAddress);
            Site.Promises.Turn(1);
            await Site.Promises.UntilToldAsync();
            await StayAsync(TimeSpan.FromSeconds(60));
            Site.Promises.Turn(1);
            await Site.Promises.UntilToldAsync();
            await site.HealAsync();

            var after = await site.RolesAsync();
            changes.Add(((after.Owners - before.Owners) / parts) + after.Terms - before.Terms);
            _figures.Tell($"7 one-way: {from} to {to}", "changes of owner for a part, and of the lead", [changes[^1]]);
            await Site.Promises.JudgeAsync();
        }

        _figures.Tell("7 one-way partition", "changes of roles for a pair", changes, RoleChangesMost);
        await AssertOccurrencesAsync();
        _figures.Judge();
    }

    [Fact]
    public async Task Flapping_LinkOfAScheduler_SettlesWithFewChangesOfOwners()
    {
        await site.BeginAsync();
        var before = await site.RolesAsync();
        var parts = await Site.PartsAsync();
        var flapped = parts[0].Owner;
        var owned = parts.Count(part => part.Owner == flapped);
        var deployed = Deployed();
        for (var round = 0; round < Figures.Choose(2, 50); round++)
        {
            Site.Mesh.Set(LinkFault.Cut, (from, to) => (from.Name == flapped) != (to.Name == flapped));
            await Task.Delay(TimeSpan.FromSeconds(3));
            Site.Mesh.Heal();
            await Task.Delay(TimeSpan.FromSeconds(3));
        }

        await site.HealAsync();
        Site.Promises.Turn(2);
        await Site.Promises.UntilToldAsync();
        Site.Promises.Turn(2);
        await Site.Promises.JudgeAsync();
        var after = await site.RolesAsync();
        _figures.Tell("8 flapping link", "changes of owner for a part", [(after.Owners - before.Owners) / Math.Max(1, owned)], RoleChangesMost);
        _figures.Tell("8 flapping link", "configurations sent with their content", [Deployed() - deployed]);
        await AssertOccurrencesAsync();
        _figures.Judge();
    }

    // Configurations whose chunks had to travel: those that a scheduler has already are not sent again.
    private int Deployed() => Site.Machines.Sum(machine => machine.Lines.Count(line =>
        line.Contains(" deployed to scheduler ", StringComparison.Ordinal) && !line.Contains(" chunks sent: 0 ", StringComparison.Ordinal)));

    private static Task StayAsync(TimeSpan time) => Figures.IsLong ? Task.Delay(time) : Task.CompletedTask;

    private async Task AssertOccurrencesAsync()
    {
        foreach (var part in await Site.PartsAsync())
        {
            Assert.Empty(AppliedResults.Read(Site.StateOf(part.Owner), part.Stamp.Part).Wrong());
        }
    }
}
