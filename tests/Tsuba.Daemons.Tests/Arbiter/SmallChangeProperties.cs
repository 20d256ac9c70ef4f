using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Testing.Snapshots;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>What the arbiter leaves out where little changed must not change what it finds.</summary>
public sealed class SmallChangeProperties
{
    private const int Seeds = 80;
    private const int Edits = 15;

    [Fact]
    public void LinkCheck_RandomSitesAndEdits_FindsWhatLinkingTheWholeFinds()
    {
        var (faulty, faultless) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var site = new RandomSite(seed, hasRules: seed % 4 == 0);
            var check = new LinkCheck();
            ResolvedConfiguration? before = null;
            var story = $"seed {seed}";
            for (var edit = 0; edit < Edits; edit++)
            {
                var difference = ConfigurationCompiler.Compare(site.Build(edit + 1), before);
                var whole = SnapshotBuilder.Build(difference.Configuration).Diagnostics;
                var found = check.Run(difference, before);
                Assert.True(whole.SequenceEqual(found), $"{story}\nexpected {string.Join("; ", whole)}\nbut was  {string.Join("; ", found)}");
                if (whole.Any(finding => finding.Severity == Severity.Error))
                {
                    // It is refused: what comes next is compared with the one before.
                    faulty++;
                }
                else
                {
                    faultless++;
                    before = difference.Configuration;
                }

                story += $"; {site.Edit()}";
            }
        }

        Assert.True(faulty > 20 && faultless > faulty, $"{faulty} sites had errors, {faultless} had none");
    }

    [Fact]
    public void Cut_RandomSitesAndEdits_IsTheSameWhereTheOneBeforeIsTakenOver()
    {
        var taken = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var site = new RandomSite(seed, hasRules: seed % 4 == 0);
            ConfigurationCut? before = null;
            var story = $"seed {seed}";
            for (var edit = 0; edit < Edits; edit++)
            {
                var difference = ConfigurationCompiler.Compare(site.Build(edit + 1), before?.Configuration);
                var previous = before?.Placement ?? PlacementPlan.Empty;
                var whole = ConfigurationCut.Make(difference.Configuration, previous, PlacementOptions.Default, portOffset: 0);
                if (before is not null && ItemChanges.Of(difference, before.Configuration) is { } changes
                    && before.With(difference.Configuration, changes.Pairs, previous, PlacementOptions.Default) is { } cut)
                {
                    taken++;
                    Assert.True(Text(whole) == Text(cut), $"{story}\nexpected {Text(whole)}\nbut was  {Text(cut)}");
                    Assert.Same(difference.Configuration, cut.Configuration);
                }

                before = whole;
                story += $"; {site.Edit()}";
            }
        }

        Assert.True(taken > Seeds, $"{taken} cuts were taken over");
    }

    [Fact]
    public void Compile_RandomSitesAndEdits_EncodesTheSameFromTheOneBefore()
    {
        var kept = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var site = new RandomSite(seed, hasRules: seed % 4 == 0);
            var cache = new ChunkCache();
            RunningConfiguration? before = null;
            var state = ArbiterState.Empty;
            var story = $"seed {seed}";
            for (var edit = 0; edit < Edits; edit++)
            {
                var difference = ConfigurationCompiler.Compare(site.Build(edit + 1), before?.Cut.Configuration);
                var whole = ConfigurationCompiler.Compile(difference, running: null, state, portOffset: 0, new ChunkCache(), _ => { }).Running;
                var running = ConfigurationCompiler.Compile(difference, before, state, portOffset: 0, cache, _ => { }).Running;
                Assert.True((whole is null) == (running is null), story);
                if (whole is not null && running is not null)
                {
                    Assert.True(Text(whole) == Text(running), $"{story}\nexpected {Text(whole)}\nbut was  {Text(running)}");
                    kept += before is null ? 0 : running.Parts.Count(part => ReferenceEquals(before.Parts.GetValueOrDefault(part.Key)?.Chunks, part.Value.Chunks));
                    before = running;
                    state = state with
                    {
                        Generation = running.Generation,
                        Placement = running.Cut.Placement,
                        Contents = [.. running.Parts.Select(part => new PartContent(part.Key.Value, part.Value.Manifest.Generation, part.Value.ContentHash))],
                    };
                }

                story += $"; {site.Edit()}";
            }
        }

        Assert.True(kept > Seeds, $"{kept} parts were kept as they were encoded before");
    }

    private static string Text(RunningConfiguration running) => string.Join('\n', [
        $"{running.Generation} {running.Hash}",
        .. running.Parts.Select(part => $"{part.Key} {part.Value.Manifest} {string.Join(',', part.Value.Chunks.Select(chunk => Convert.ToHexString(chunk.Key.Span) + " " + Convert.ToHexString(ConfigurationChunks.Hash(chunk.Value.Span).Span)).Order(StringComparer.Ordinal))}"),
    ]);

    private static string Text(ConfigurationCut cut) => string.Join('\n', [
        .. cut.Graph.Hosts.Select(host => $"{host.Name} {host.Realm} {host.Services} {host.Cost}"),
        .. cut.Graph.Relations.Select(relation => $"{relation.From} {relation.To} {relation.Kind}"),
        .. cut.Shards.Select(shard => $"{shard.Realm} {shard.Cost} {string.Join(',', shard.Hosts)}"),
        .. cut.Placement.Parts.Select(part => $"{part.Id} {part.Realm} {part.Scheduler} {part.Services} {part.Cost} {string.Join(',', part.Hosts)}"),
        .. cut.Daemons.Nodes.Select(node => node.Key.ToString()),
        .. cut.Diagnostics.Select(finding => $"{finding.Code} {finding.Severity} {finding.Message}"),
    ]);
}
