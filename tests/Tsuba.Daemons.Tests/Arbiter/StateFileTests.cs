using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Arbiter.Core.Links;
using Tsuba.Arbiter.State;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Placement;
using Tsuba.Journal.Files;
using Tsuba.Model.Items;
using Tsuba.Testing.Disks;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class StateFileTests : IDisposable
{
    private static readonly ArbiterState Sample = new(
        7,
        [new PartContent(1, 6, "abc")],
        new PlacementPlan([new PartPlan(new PartId(1), "All", "s1", ["a", "ü;b"], 3, 5)], 2),
        new OwnershipState(4, 9, [new PartOwnership(new PartId(1), "s1", "s2", new Epoch(4, 9), "s3", 7, "s3", "s1", WasConfirmed: true, HasState: true, MayBeginEmpty: true, IsHomeSettled: true) { Losses = 3, OwnerLosses = 2, Semantics = 5 }]),
        12,
        [new LinkStamp("poller-p", 12, "def")]);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Read_AfterWrite_IsTheSame()
    {
        new StateFile(DiskFiles.Instance, _directory.Path).Write(Sample);

        var read = new StateFile(DiskFiles.Instance, _directory.Path).Read(out var finding);

        Assert.Null(finding);
        Assert.Equal((7L, 12L, 4u, 9u, 2), (read.Generation, read.LinksGeneration, read.Ownership.Term, read.Ownership.LastNumber, read.Placement.NextPart));
        Assert.Equal(Sample.Ownership.Parts[0], Assert.Single(read.Ownership.Parts));
        Assert.Equal(Sample.Contents[0], Assert.Single(read.Contents));
        Assert.Equal(Sample.Links[0], Assert.Single(read.Links));
        Assert.Equal(["a", "ü;b"], Assert.Single(read.Placement.Parts).Hosts.ToArray());
    }

    [Fact]
    public void Read_NothingThere_IsEmpty() => Assert.Same(ArbiterState.Empty, new StateFile(DiskFiles.Instance, _directory.Path).Read(out _));

    [Fact]
    public void Read_DamagedNewest_TakesTheOneBeforeAndPutsTheDamagedAside()
    {
        var file = new StateFile(DiskFiles.Instance, _directory.Path);
        file.Write(Sample);
        file.Write(Sample with { Generation = 8 });
        var path = Path.Combine(_directory.Path, "state.json");
        var content = File.ReadAllBytes(path);
        File.WriteAllBytes(path, content[..(content.Length / 2)]);

        var read = new StateFile(DiskFiles.Instance, _directory.Path).Read(out var finding);

        Assert.Equal((7L, 5u, 0u), (read.Generation, read.Ownership.Term, read.Ownership.LastNumber));
        Assert.NotNull(finding);
        Assert.True(File.Exists($"{path}.damaged"));
    }

    [Fact]
    public void Write_AfterAFlushThatFailed_SurvivesAPowerCut()
    {
        var disk = new FakeDisk { FailFlush = number => number == 1 };
        var file = new StateFile(disk, "/state");
        Assert.NotNull(file.TryWrite(Sample));

        file.Write(Sample with { Generation = 8 });

        for (var seed = 1; seed <= 20; seed++)
        {
            var read = new StateFile(disk.Crash(new Random(seed)), "/state").Read(out var finding);
            Assert.Null(finding);
            Assert.Equal(8, read.Generation);
        }
    }

    [Fact]
    public void Read_EveryTruncation_NeverThrows()
    {
        new StateFile(DiskFiles.Instance, _directory.Path).Write(Sample);
        var path = Path.Combine(_directory.Path, "state.json");
        var content = File.ReadAllBytes(path);
        for (var length = 0; length < content.Length; length++)
        {
            File.WriteAllBytes(path, content[..length]);
            Assert.Same(ArbiterState.Empty, new StateFile(DiskFiles.Instance, _directory.Path).Read(out var finding));
            Assert.NotNull(finding);
        }
    }
}
