using System.Collections.Immutable;
using Tsuba.Configuration.Differences;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>
/// Checks a resolved configuration, cuts it with as little movement as possible, and encodes its parts. A part whose content is
/// what it was keeps its generation, so that nobody has to be told.
/// </summary>
public static class ConfigurationCompiler
{
    /// <summary>Completes a configuration and compares it with the one before; everything else goes on from the result.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="before">The configuration to compare with; null: there is none.</param>
    public static ConfigurationDifference Compare(ResolvedConfiguration configuration, ResolvedConfiguration? before) =>
        ConfigurationDifference.Of(before, DaemonDirectory.Complete(configuration));

    /// <summary>Cuts and encodes.</summary>
    /// <param name="difference">What <see cref="Compare"/> gave.</param>
    /// <param name="running">The configuration that it was compared with; null: it does not run.</param>
    /// <param name="state">What was accepted last.</param>
    /// <param name="portOffset">Added to every port.</param>
    /// <param name="chunks">Chunks of earlier configurations.</param>
    /// <param name="ended">Told the name of each step when it ends.</param>
    public static CompiledConfiguration Compile(
        ConfigurationDifference difference, RunningConfiguration? running, ArbiterState state, int portOffset, ChunkCache chunks, Action<string> ended)
    {
        var previous = state.Placement with { Giving = [.. state.Moves.Moves.Select(move => move.From).Distinct()] };
        var changes = running is null ? null : ItemChanges.Of(difference, running.Cut.Configuration);
        var cut = (changes is null ? null : running!.Cut.With(difference.Configuration, changes.Pairs, previous, PlacementOptions.Default))
            ?? ConfigurationCut.Make(difference.Configuration, previous, PlacementOptions.Default, portOffset);
        ended("cut");
        if (!cut.IsAccepted)
        {
            return new CompiledConfiguration(null, difference, cut.Diagnostics);
        }

        chunks.Turn();
        var generation = state.Generation + 1;
        var parts = (changes is null ? null : EncodeChanges(running!, changes, cut, generation, chunks)) ?? EncodeWhole(cut, generation, chunks);
        var encoded = Finish(cut, parts, state, generation);
        ended("encode");
        return new CompiledConfiguration(encoded, difference, cut.Diagnostics);
    }

    private static IEnumerable<KeyValuePair<PartId, EncodedConfiguration>> EncodeWhole(ConfigurationCut cut, long generation, ChunkCache chunks) =>
        PartSplitter.Split(cut.Configuration, cut.Placement)
            .Select(part => KeyValuePair.Create(part.Key, ConfigurationChunks.Encode(part.Value with { Generation = generation }, chunks)));

    // Where no host is in another part than before, what changed stands where it stood. Null: the whole has to be encoded.
    private static List<KeyValuePair<PartId, EncodedConfiguration>>? EncodeChanges(
        RunningConfiguration running, ItemChanges changes, ConfigurationCut cut, long generation, ChunkCache chunks)
    {
        var (before, after) = (running.Cut.Placement.Parts, cut.Placement.Parts);
        if (before.Length != after.Length || !before.Zip(after).All(pair => pair.First.Id == pair.Second.Id && pair.First.Hosts.SequenceEqual(pair.Second.Hosts, StringComparer.Ordinal)))
        {
            return null;
        }

        var replaced = new Dictionary<ResolvedObject, ResolvedObject>(ReferenceEqualityComparer.Instance);
        foreach (var (old, changed) in changes.Pairs)
        {
            replaced[old] = changed;
        }

        var replacement = new ChunkReplacement(replaced, chunks);
        var encoded = new List<KeyValuePair<PartId, EncodedConfiguration>>();
        foreach (var (id, part) in running.Parts)
        {
            if (replacement.Apply(part.Encoded, generation) is not { } next)
            {
                return null;
            }

            encoded.Add(KeyValuePair.Create(id, next));
        }

        return replacement.Found == changes.Pairs.Length ? encoded : null;
    }

    // A part whose content is what it was keeps its generation.
    private static RunningConfiguration Finish(
        ConfigurationCut cut, IEnumerable<KeyValuePair<PartId, EncodedConfiguration>> encoded, ArbiterState state, long generation)
    {
        var known = state.Contents.ToDictionary(content => content.Part);
        var isChanged = known.Count != cut.Placement.Parts.Length;
        var parts = ImmutableSortedDictionary.CreateBuilder<PartId, RunningPart>();
        foreach (var (id, part) in encoded)
        {
            var hash = Convert.ToHexStringLower(ConfigurationChunks.ContentHash(part.Manifest).Span);
            if (known.TryGetValue(id.Value, out var content) && content.ContentHash == hash)
            {
                part.Manifest.Generation = content.Generation;
            }
            else
            {
                isChanged = true;
            }

            parts.Add(id, new RunningPart(cut.Placement.Find(id)!, part, hash));
        }

        return new RunningConfiguration(isChanged ? generation : state.Generation, cut, parts.ToImmutable());
    }
}
