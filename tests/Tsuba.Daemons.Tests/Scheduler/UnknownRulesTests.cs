using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Engine;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Scheduler;

/// <summary>A scheduler whose program does not know the version of the rules that a part runs under (decision 0098).</summary>
public sealed class UnknownRulesTests : IDisposable
{
    private const uint Later = SemanticsVersions.NumbersGoOn;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-rules-");
    private readonly MemoryNetwork _network = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Restart_OfAnOlderProgram_LeavesTheFilesAndServesTheOtherParts()
    {
        await using (var scheduler = await StartAsync("a", SemanticsVersions.Known))
        {
            Assert.True((await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(1), semantics: Later)).Accepted);
            Assert.True((await scheduler.GiveAsync(new SchedulerSite(hosts: 2).Encoded, Stamp(2))).Accepted);
            Assert.Equal([Later, SemanticsVersions.First], scheduler.Describe().Parts.Select(part => part.Semantics));
            await scheduler.StopAsync();
        }

        var before = Files("a", 1);
        Assert.Contains(before, file => file.Path.EndsWith(".snp", StringComparison.Ordinal));
        await using (var older = await StartAsync("a", SemanticsRange.Unsaid))
        {
            var told = older.Describe();
            Assert.Equal((1u, 1u), (told.OldestSemantics, told.NewestSemantics));
            Assert.Contains("part 1: its files are of version 2 of the rules", told.Health, StringComparison.Ordinal);
            Assert.Equal((true, false, Later), Facts(told, part: 1));
            Assert.Equal((true, true, SemanticsVersions.First), Facts(told, part: 2));
            Assert.Equal(1, told.Gauges.Single(gauge => gauge.Name == "parts_of_unknown_semantics").Value);
            Assert.Equal(RefusalReason.UnknownSemantics, (await older.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(1, epoch: 2))).Reason);
            Assert.Equal(RefusalReason.UnknownSemantics, (await older.GiveAsync(new SchedulerSite(hosts: 2).Encoded, Stamp(2), semantics: Later)).Reason);
            Assert.Equal((true, true, SemanticsVersions.First), Facts(older.Describe(), part: 2));
            await older.StopAsync();
        }

        Assert.Equal(before, Files("a", 1));
        await using var newer = await StartAsync("a", SemanticsVersions.Known);
        Assert.Equal((true, true, Later), Facts(newer.Describe(), part: 1));
    }

    [Fact]
    public async Task Follower_OfAnOlderProgram_StoresTheBytesAndCannotTakeOver()
    {
        await using var owner = await StartAsync("a", SemanticsVersions.Known);
        var follower = new DaemonAddress { Role = "scheduler", Name = "b", Host = "memory", Port = 1 };
        Assert.True((await owner.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(1), follower)).Accepted);
        await using (var older = await StartAsync("b", SemanticsRange.Unsaid))
        {
            var order = new FollowPartRequest { Stamp = Stamp(1), Owner = "a", Host = "memory", Port = 1 };
            Assert.True((await older.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.FollowPart, order)).Ack.Accepted);
            await UntilAsync(() => owner.Describe().Parts[0].FollowerDurable > 0);
            Assert.Equal(SemanticsVersions.First, older.Describe().Parts[0].Semantics);

            Assert.True((await owner.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(1), follower, semantics: Later)).Accepted);
            await UntilAsync(() => older.Describe().Parts[0].Semantics == Later);
            await UntilAsync(() => owner.Describe().Parts[0] is var part && part.FollowerDurable == part.Durable);
        }

        await using (var again = await StartAsync("b", SemanticsRange.Unsaid))
        {
            Assert.Equal((false, false, Later), Facts(again.Describe(), part: 1));
            var refused = await again.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(1, epoch: 2), semantics: Later);
            Assert.Equal(RefusalReason.UnknownSemantics, refused.Reason);
        }

        await using var upgraded = await StartAsync("b", SemanticsVersions.Known);
        Assert.True((await upgraded.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(1, epoch: 2), semantics: Later)).Accepted);
        Assert.Equal((true, true, Later), Facts(upgraded.Describe(), part: 1));
    }

    private static (bool Owner, bool Active, uint Semantics) Facts(HeartbeatReply told, int part)
    {
        var found = told.Parts.Single(managed => managed.Stamp.Part == part);
        return (found.Owner, found.Active, found.Semantics);
    }

    private static PartStamp Stamp(int part, uint epoch = 1) => new() { Part = part, Epoch = new Epoch(1, epoch).Packed };

    // Waits for what another loop does in its own time; the limit only ends a test that fails.
    private static async Task UntilAsync(Func<bool> condition)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, "it did not happen");
            await Task.Yield();
        }
    }

    private List<(string Path, string Content)> Files(string name, int part) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_state.FullName, name, $"part-{part}"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path)))),
    ];

    private Task<RunningScheduler> StartAsync(string name, SemanticsRange knows)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_state.FullName, name));
        return RunningScheduler.StartAsync(_network, name, directory.FullName, knows);
    }
}
