using System.Collections.Concurrent;
using System.Globalization;
using Tsuba.Simulation.Tests.Worlds;
using Xunit.Abstractions;

namespace Tsuba.Simulation.Tests;

/// <summary>
/// Runs the real cores of a whole site in virtual time over a network that loses, doubles, delays and cuts, on disks that forget, in
/// nodes that die and stand still. <c>TSUBA_SIM_SEED=n</c> runs one seed, <c>TSUBA_SIM_SEEDS=n</c> so many, <c>TSUBA_SIM_SEEDS=a-b</c> a range,
/// <c>TSUBA_SIM_LINES=n</c> shows so many lines of a failing seed's history; with <c>TSUBA_SIM_RELOADS=1</c> the configuration changes in every run, with <c>0</c> in none, else in half of them;
/// with <c>TSUBA_SIM_MACHINES=2</c> sites are spread over two machines instead of three.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int FixedSeeds = 150;
    private const int CommitSeeds = 50;
    private const int MostFailures = 30;

    // Seeds that found a mistake once: 447 an owner that lost its disk, was given its part again at once, and wiped the follower's copy.
    // Seed 93, a fixed one, found a follower that was given frames of a later epoch than it knew of, and then obeyed a late order.
    // 997911099: a scheduler whose damaged files held nothing began anew behind them, and no copy of that could be opened.
    // 381: a call that a reactionner left waiting when it died took the work of its next run away.
    // 283 and 511: an owner without a follower found its files damaged, went on, and told only its log.
    // 268: an arbiter that led again took a follower for complete that another arbiter had replaced meanwhile.
    // 322875807: an owner that started again after its machine's clock had gone a day ahead took all that it had not handed over for too old.
    // 239 and 1519: a bit flipped in the last frame of an owner's journal, which was taken for a write that was cut off.
    // 335: an owner that was to go could not keep its commands for the heir, and was never told to go again.
    // 3285: what a former owner had handed over was given again when the heir's journal did not reach back to the first time.
    // 9543: a part was run and given commands, and counted as never managed, since it was to be raised to later rules before its owner had answered.
    // 76215221: while a scheduler's disk was full, it was given commands that it had, and did not wait for what it could not read yet (the simulated one only).
    // 3994: an arbiter whose disk was full did not look at the leader's state, and led next.
    // 4712: a power cut brought back what a former owner had handed over long before, when nobody could know it any more.
    // 8269: an arbiter was elected that did not know that a part had been given away, and let it begin anew while its owner was out of reach for a moment.
    // 9751: a part was told to carry out what a former owner had left, and did not have the host yet: it looked at that again and again.
    private static readonly int[] FoundSomething = [239, 268, 283, 335, 381, 447, 511, 1519, 3285, 3994, 4712, 8269, 9543, 9751, 76_215_221, 322_875_807, 997_911_099];

    [Fact]
    public void Site_UnderFaults_KeepsItsPromises()
    {
        var failures = new ConcurrentDictionary<int, SimulatedSite>();
        var (takeovers, actions, copies, terms, refused) = (0, 0, 0, 0, 0);
        var (restored, begun, direct, overtaken, both) = (0, 0, 0, 0, 0);
        var seeds = Seeds();
        Parallel.ForEach(seeds, seed =>
        {
            var site = new SimulatedSite(seed, SimulatedSite.Reloads, SimulatedSite.Machines);
            if (site.Run().Count > 0)
            {
                failures[seed] = site;
            }

            Interlocked.Add(ref takeovers, site.Record.Takeovers);
            Interlocked.Add(ref restored, site.Record.Restored);
            Interlocked.Add(ref begun, site.Record.CopiesFromSnapshots);
            Interlocked.Add(ref direct, site.Record.Direct);
            Interlocked.Add(ref overtaken, site.Record.Overtaken);
            Interlocked.Add(ref terms, site.Record.Terms);
            Interlocked.Add(ref both, site.Record.BothLead);
            Interlocked.Add(ref refused, site.Record.RefusedOrders);
            Interlocked.Add(ref actions, site.Record.Acted.Count);
            Interlocked.Add(ref copies, site.Record.Acted.Values.Sum(times => times.Count - 1));
        });
        output.WriteLine($"{seeds.Count} runs: {takeovers} times a scheduler began to own a part; {actions} actions carried out, {copies} of them again; {terms} terms, {both} times two arbiters led, {refused} orders of terms that had passed; {restored} parts brought back from snapshots, {begun} copies that begin with one; {direct} commands given to owners by receivers, {overtaken} late ones overtaken by others");
        Assert.True(
            failures.IsEmpty,
            $"{failures.Count} of {seeds.Count} seeds failed:{Environment.NewLine}"
                + string.Concat(failures.OrderBy(failure => failure.Key).Take(MostFailures).Select(failure => $"{failure.Key} ({failure.Value.Traits}): {failure.Value.Record.Violations[0].Split(Environment.NewLine)[0]}{Environment.NewLine}"))
                + failures.OrderBy(failure => failure.Key).Select(failure => failure.Value.Describe()).FirstOrDefault());

        // The verdict is worth something only where parts did change hands: four are given out at the start of each run.
        Assert.True(seeds.Count < FixedSeeds || takeovers > 6 * seeds.Count, $"only {takeovers} takeovers in {seeds.Count} runs");
        if (SimulatedSite.Reloads is true)
        {
            return;
        }

        Assert.True(seeds.Count < FixedSeeds || direct > seeds.Count, $"only {direct} commands given to owners by receivers");
        Assert.True(seeds.Count < FixedSeeds || (restored > seeds.Count / 2 && begun > 0), $"only {restored} parts brought back from snapshots, and {begun} copies that begin with one");
    }

    // 14 and 23 found commands that reached a host's part after the host had left it: the part had just got a new owner.
    // 161: a host that went to a machine whose clock is hours behind was not checked for hours.
    // 228: under rules that do not keep marks by host, a command that waited for its host is refused behind later ones about others, where an arbiter was elected meanwhile.
    // 3123: an arbiter was elected while a host was on its way, and its configuration cleared away what the host was to take along.
    // 900294967 and 4011: an arbiter was elected that had not got the configuration that moved a host, which began anew where it was.
    // 781011: a host was put back where its state still was, and began anew there. 618: so did one whose arbiter did not know that it had arrived elsewhere.
    // 136: states were put into a part whose owner was replaced meanwhile. 44: a snapshot rotted while a follower was given it.
    // 108: a command that was held back for a host on its way came again after a restart of the receiver. 518: an owner was given a command straight whose host had gone.
    // 1553: an arbiter was elected that did not know that a part had been taken over, and gave it back to the owner before.
    [Theory]
    [InlineData(44)]
    [InlineData(108)]
    [InlineData(136)]
    [InlineData(518)]
    [InlineData(618)]
    [InlineData(1553)]
    [InlineData(781_011)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(19)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(38)]
    [InlineData(161)]
    [InlineData(228)]
    [InlineData(3123)]
    [InlineData(4011)]
    [InlineData(900_294_967)]
    public void Site_ConfigurationChangesAndAHostMoves_KeepsItsPromises(int seed)
    {
        var site = new SimulatedSite(seed, hasReloads: true);
        Assert.True(site.Run().Count == 0, site.Describe());
        Assert.True(site.Record.Reloads > 0, "no configuration was loaded");
    }

    // The first ones in which a synchronizer has the configuration: what is applied there is judged, and production moves with the verdict.
    [Fact]
    public void Site_ConfigurationIsAppliedInASynchronizer_KeepsItsPromises()
    {
        var published = 0;
        foreach (var seed in Enumerable.Range(1, 100).Where(seed => new SeedTraits(seed, hasReloads: true) is { HasSynchronizer: true, HasUpgrades: false }).Take(6))
        {
            var site = new SimulatedSite(seed, hasReloads: true);
            Assert.True(site.Run().Count == 0, site.Describe());
            published += site.Record.Published.Count;
        }

        Assert.True(published > 6, $"only {published} times production moved");
    }

    // The first ones of their kind: two in which a scheduler goes back to the program of before, and two in which one never gets the new one.
    [Fact]
    public void Site_SchedulersAreUpgradedWhileAHostMoves_KeepsItsPromises()
    {
        var seeds = Enumerable.Range(1, 200).ToLookup(seed => new SeedTraits(seed, hasReloads: true) is var traits && traits.GoesBack ? 'b' : traits.StaysMixed ? 'm' : ' ');
        var (raised, leftAlone) = (0, 0);
        foreach (var seed in seeds['b'].Take(2).Concat(seeds['m'].Take(2)))
        {
            var site = new SimulatedSite(seed, hasReloads: true);
            Assert.True(site.Run().Count == 0, site.Describe());
            Assert.Equal(site.Traits.StaysMixed, site.Record.Raised == 0);
            raised += site.Record.Raised;
            leftAlone += site.Record.LeftAlone;
        }

        Assert.True(raised > 0 && leftAlone > 0, $"{raised} parts were raised, {leftAlone} times files of unknown rules were met");
    }

    // The first ones, and those that found something: 216 an arbiter that was elected after the machines had met for a moment, and let a part begin anew that the other machine had;
    // 344 commands of one side that were taken for known, since the journal of the other did not reach back to an ownership that it never had.
    [Fact]
    public void Site_OfTwoMachinesThatLoseEachOther_KeepsItsPromises()
    {
        var bothLead = 0;
        Parallel.ForEach((int[])[.. Enumerable.Range(1, 24), 53, 216, 344], seed =>
        {
            var site = new SimulatedSite(seed, hasReloads: false, machines: 2);
            Assert.True(site.Run().Count == 0, site.Describe());
            Interlocked.Add(ref bothLead, site.Record.BothLead);
        });
        output.WriteLine($"{bothLead} times both arbiters led");
        Assert.True(bothLead > 20, $"only {bothLead} times both arbiters led");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void Site_SameSeedTwice_HasTheSameHistory(int seed)
    {
        var first = new SimulatedSite(seed);
        var second = new SimulatedSite(seed);
        first.Run();
        second.Run();
        Assert.Equal(first.World.HistoryHash, second.World.HistoryHash);
    }

    // The same ones each time, and some that change with the commit; or what was asked for.
    private static List<int> Seeds()
    {
        if (Number(Environment.GetEnvironmentVariable("TSUBA_SIM_SEED")) is { } only)
        {
            return [only];
        }

        var wanted = (Environment.GetEnvironmentVariable("TSUBA_SIM_SEEDS") ?? "").Split('-');
        if (Number(wanted[^1]) is { } last)
        {
            var start = wanted.Length == 2 ? Number(wanted[0]) ?? 1 : 1;
            return [.. Enumerable.Range(start, last - start + 1)];
        }

        // ./dev test names the commit; without a name the ones that follow the fixed ones.
        var commit = Environment.GetEnvironmentVariable("TSUBA_TEST_COMMIT") ?? "";
        var first = commit.Aggregate(17, (hash, character) => ((hash * 31) + character) & 0x3FFF_FFFF) + FixedSeeds;
        return [.. Enumerable.Range(1, FixedSeeds), .. FoundSomething, .. Enumerable.Range(first, CommitSeeds)];
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
