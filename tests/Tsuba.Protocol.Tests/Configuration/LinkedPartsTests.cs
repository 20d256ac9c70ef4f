using System.Runtime.CompilerServices;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Snapshots;

namespace Tsuba.Protocol.Tests.Configuration;

public sealed class LinkedPartsTests
{
    private readonly RandomSite _site = new(seed: 3, hasRules: false);
    private readonly LinkedParts _shared = new();

    [Fact]
    public void Link_AnotherLinkerHasLinkedTheSame_GivesItsSnapshotWithoutReadingAChunk()
    {
        var first = Encode(generation: 1);
        var (one, other) = (new ChunkLinker(_shared), new ChunkLinker(_shared));

        var (mine, _) = one.Link(first.Manifest, hash => first.Chunks.GetValueOrDefault(hash));
        var (theirs, refusal) = other.Link(first.Manifest.Clone(), _ => throw new InvalidOperationException("nothing has to be read"));

        Assert.Equal("", refusal);
        Assert.NotNull(mine);
        Assert.Same(mine, theirs);
    }

    [Fact]
    public void Link_TheOneThatWasFoundChanges_IsLinkedFromIt()
    {
        var first = Encode(generation: 1);
        var (one, other) = (new ChunkLinker(_shared), new ChunkLinker(_shared));
        one.Link(first.Manifest, hash => first.Chunks.GetValueOrDefault(hash));
        other.Find(first.Manifest);

        Assert.Same(one.Snapshot, other.Snapshot);
        Assert.Empty(other.Changed(first.Manifest));
    }

    [Fact]
    public void Find_OtherGeneration_IsAnotherConfiguration()
    {
        var first = Encode(generation: 1);
        new ChunkLinker(_shared).Link(first.Manifest, hash => first.Chunks.GetValueOrDefault(hash));
        var later = first.Manifest.Clone();
        later.Generation = 2;

        Assert.Null(new ChunkLinker(_shared).Find(later));
    }

    [Fact]
    public void Find_NobodyKeepsIt_IsNotHeldByTheTable()
    {
        var first = Encode(generation: 1);
        LinkAndForget(first.Manifest, first);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Null(new ChunkLinker(_shared).Find(first.Manifest));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LinkAndForget(ConfigurationManifest manifest, EncodedConfiguration encoded) =>
        new ChunkLinker(_shared).LinkWhole(manifest, hash => encoded.Chunks.GetValueOrDefault(hash));

    private EncodedConfiguration Encode(long generation) => ConfigurationChunks.Encode(_site.Build(generation));
}
