using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Protocol.Tests.Configuration;

public sealed class ChunkReplacementTests
{
    private const int ObjectsPerChunk = 8;

    // The size at which fewer objects than a chunk may hold are cut by their characters.
    private const int HalfAChunk = 600_000;

    private static readonly ResolvedConfiguration Before = new(CompatibilityProfile.Nagios, 1, [.. Enumerable.Range(0, 100).Select(number => Host(number, "before"))]);

    [Fact]
    public void Apply_OneValueDiffers_WritesOneChunkAndGivesWhatEncodingTheWholeGives()
    {
        var cache = new ChunkCache();
        var first = ConfigurationChunks.Encode(Before, cache, ObjectsPerChunk);
        var changed = Host(42, "after");
        var after = Before with { Objects = Before.Objects.SetItem(42, changed), Generation = 2 };

        var replacement = Replacement(cache, (Before.Objects[42], changed));
        var encoded = replacement.Apply(first, generation: 2);

        var whole = ConfigurationChunks.Encode(after, new ChunkCache(), ObjectsPerChunk);
        Assert.Equal(whole.Manifest, encoded!.Manifest);
        Assert.Equal(whole.Chunks.OrderBy(chunk => chunk.Key.ToBase64()), encoded.Chunks.OrderBy(chunk => chunk.Key.ToBase64()));
        Assert.Equal(1, replacement.Found);
        Assert.Equal(first.Chunks.Count - 1, encoded.Chunks.Count(chunk => first.Chunks.TryGetValue(chunk.Key, out var content) && ReferenceEquals(content, chunk.Value)));
    }

    [Fact]
    public void Apply_NoneOfTheObjectsIsThere_KeepsAllAndFindsNothing()
    {
        var cache = new ChunkCache();
        var first = ConfigurationChunks.Encode(Before, cache, ObjectsPerChunk);

        // Equal, but not the one that was encoded.
        var replacement = Replacement(cache, (Host(42, "before"), Host(42, "after")));
        var encoded = replacement.Apply(first, generation: 2);

        Assert.Same(first.Chunks, encoded!.Chunks);
        Assert.Equal(0, replacement.Found);
    }

    [Fact]
    public void Apply_AChunkWouldGrowTooLarge_LeavesItToEncodingTheWhole()
    {
        var cache = new ChunkCache();
        var changes = Before.Objects.Select(item => (item, item with { Own = [new ResolvedProperty("notes", new string('n', HalfAChunk), SourceLocation.None)] })).ToArray();

        var encoded = Replacement(cache, changes).Apply(ConfigurationChunks.Encode(Before, cache, ObjectsPerChunk), generation: 2);

        Assert.Null(encoded);
    }

    [Fact]
    public void Apply_ChunksWereCutByTheirSize_LeavesItToEncodingTheWhole()
    {
        var cache = new ChunkCache();
        var large = Before.Objects.SetItem(1, Host(1, new string('n', HalfAChunk))).SetItem(2, Host(2, new string('n', HalfAChunk)));
        var first = ConfigurationChunks.Encode(Before with { Objects = large }, cache, objectsPerChunk: 1000);

        // Both would fit into one chunk now.
        var encoded = Replacement(cache, (large[1], Host(1, "small"))).Apply(first, generation: 2);

        Assert.True(first.Chunks.Count > 1);
        Assert.Null(encoded);
    }

    private static ChunkReplacement Replacement(ChunkCache cache, params (ResolvedObject Before, ResolvedObject After)[] changes) =>
        new(changes.ToDictionary(change => change.Before, change => change.After, (IEqualityComparer<ResolvedObject>)ReferenceEqualityComparer.Instance), cache);

    private static ResolvedObject Host(int number, string notes) => new(
        ObjectType.Host,
        FormattableString.Invariant($"host{number:D3}"),
        [new ResolvedProperty("notes", notes, SourceLocation.None)],
        [],
        SourceLocation.None);
}
