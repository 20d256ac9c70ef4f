using Google.Protobuf;
using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;
using Tsuba.Protocol.Configuration;
using Tsuba.Testing.Snapshots;

namespace Tsuba.Protocol.Tests.Configuration;

public sealed class ChunkLinkerProperties
{
    private const int Seeds = 40;
    private const int Edits = 12;

    [Fact]
    public void Link_RandomSitesAndEdits_GivesWhatLinkingTheWholeGives()
    {
        var (linked, fromChanges) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var site = new RandomSite(seed);
            var linker = new ChunkLinker(new LinkedParts());
            var (before, textBefore) = (default(ConfigurationSnapshot), "");
            var story = $"seed {seed}";
            for (var edit = 0; edit < Edits; edit++)
            {
                var encoded = Encode(site, edit);
                var whole = Whole(encoded);
                var changes = linker.LinkChanges(encoded.Manifest, Among(encoded, linker.Changed(encoded.Manifest)));
                var (snapshot, refusal) = changes is null ? linker.Link(encoded.Manifest, hash => encoded.Chunks.GetValueOrDefault(hash)) : (changes, "");

                Assert.Equal(whole.Snapshot is null ? string.Join("; ", whole.Diagnostics.Take(3)) : "", refusal);
                if (whole.Snapshot is not null)
                {
                    Same(SnapshotText.Of(whole.Snapshot), SnapshotText.Of(snapshot!), story);
                    Assert.Equal(whole.Snapshot.Generation, snapshot!.Generation);
                    linked++;
                    fromChanges += changes is null ? 0 : 1;
                    if (before is not null)
                    {
                        Same(textBefore, SnapshotText.Of(before), story);
                    }

                    (before, textBefore) = (snapshot, SnapshotText.Of(snapshot));
                }

                story += $"; {site.Edit()}";
            }
        }

        Assert.True(fromChanges * 2 > linked, $"{fromChanges} of {linked} were linked from changes");
    }

    [Fact]
    public void Engine_RandomSitesAndEdits_IsInTheSameStateWithBoth()
    {
        var activated = 0;
        for (var seed = 1000; seed < 1000 + (Seeds / 2); seed++)
        {
            var site = new RandomSite(seed);
            var linker = new ChunkLinker(new LinkedParts());
            var options = new EngineOptions { Part = 1, Seed = 1 };
            var (one, other) = (new SchedulerEngine(options), new SchedulerEngine(options));
            var now = new EngineTime(1_700_000_000_000, 0);
            for (var edit = 0; edit < Edits; edit++)
            {
                var encoded = Encode(site, edit);
                var whole = Whole(encoded).Snapshot;
                var (snapshot, _) = linker.Link(encoded.Manifest, hash => encoded.Chunks.GetValueOrDefault(hash));
                site.Edit();
                if (whole is null)
                {
                    continue;
                }

                activated++;
                var (first, second) = (new EngineOutputs(), new EngineOutputs());
                one.Apply(new ConfigurationActivated(whole), now, first);
                other.Apply(new ConfigurationActivated(snapshot!), now, second);
                for (var step = 0; step < 4; step++)
                {
                    now = now.Plus(TimeSpan.FromSeconds(20));
                    one.Advance(now, first);
                    other.Advance(now, second);
                    foreach (var check in first.Checks.ToList())
                    {
                        var result = new CheckResult { Item = check.Item, Occurrence = check.Occurrence, ExitCode = (int)(check.Occurrence % 3), Output = "said" };
                        one.Apply(result, now, first);
                        other.Apply(result, now, second);
                    }

                    Assert.Equal(first.Checks.Select(check => (check.Item, check.Occurrence)), second.Checks.Select(check => (check.Item, check.Occurrence)));
                    Assert.Equal(first.Events.Select(told => told.GetType()), second.Events.Select(told => told.GetType()));
                    Assert.Equal(one.StateHash(), other.StateHash());
                    first.Clear();
                    second.Clear();
                }
            }
        }

        Assert.True(activated > Seeds, $"{activated} configurations were activated");
    }

    private static EncodedConfiguration Encode(RandomSite site, int edit) => ConfigurationChunks.Encode(site.Build(edit + 1), new ChunkCache(), objectsPerChunk: 3);

    private static SnapshotResult Whole(EncodedConfiguration encoded) =>
        SnapshotBuilder.Build(ConfigurationChunks.Decode(encoded.Manifest, hash => encoded.Chunks.GetValueOrDefault(hash)).Configuration!);

    private static Func<ByteString, ByteString?> Among(EncodedConfiguration encoded, IReadOnlyList<ByteString> hashes) =>
        hash => hashes.Contains(hash) ? encoded.Chunks.GetValueOrDefault(hash) : null;

    private static void Same(string expected, string actual, string story)
    {
        if (expected != actual)
        {
            var (left, right) = (expected.Split('\n'), actual.Split('\n'));
            var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Fail($"{story}\nexpected {left.ElementAtOrDefault(line)}\nbut was  {right.ElementAtOrDefault(line)}");
        }
    }
}
