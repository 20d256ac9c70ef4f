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
    /// <param name="running">The cut of the configuration that it was compared with; null: there is none.</param>
    /// <param name="state">What was accepted last.</param>
    /// <param name="portOffset">Added to every port.</param>
    /// <param name="chunks">Chunks of earlier configurations.</param>
    /// <param name="ended">Told the name of each step when it ends.</param>
    public static CompiledConfiguration Compile(
        ConfigurationDifference difference, ConfigurationCut? running, ArbiterState state, int portOffset, ChunkCache chunks, Action<string> ended)
    {
        var previous = state.Placement with { Giving = [.. state.Moves.Moves.Select(move => move.From).Distinct()] };
        var changes = running is null ? null : ItemChanges.Of(difference, running.Configuration);
        var cut = (changes is null ? null : running!.With(difference.Configuration, changes.Pairs, previous, PlacementOptions.Default))
            ?? ConfigurationCut.Make(difference.Configuration, previous, PlacementOptions.Default, portOffset);
        ended("cut");
        if (!cut.IsAccepted)
        {
            return new CompiledConfiguration(null, difference, cut.Diagnostics);
        }

        chunks.Turn();
        var encoded = Encode(cut, state, chunks);
        ended("encode");
        return new CompiledConfiguration(encoded, difference, cut.Diagnostics);
    }

    private static RunningConfiguration Encode(ConfigurationCut cut, ArbiterState state, ChunkCache chunks)
    {
        var generation = state.Generation + 1;
        var known = state.Contents.ToDictionary(content => content.Part);
        var changed = known.Count != cut.Placement.Parts.Length;
        var parts = ImmutableSortedDictionary.CreateBuilder<PartId, RunningPart>();
        foreach (var (id, part) in PartSplitter.Split(cut.Configuration, cut.Placement))
        {
            var encoded = ConfigurationChunks.Encode(part with { Generation = generation }, chunks);
            var hash = Convert.ToHexStringLower(ConfigurationChunks.ContentHash(encoded.Manifest).Span);
            if (known.TryGetValue(id.Value, out var content) && content.ContentHash == hash)
            {
                encoded.Manifest.Generation = content.Generation;
            }
            else
            {
                changed = true;
            }

            parts.Add(id, new RunningPart(cut.Placement.Find(id)!, encoded.Manifest, encoded.Chunks, hash));
        }

        return new RunningConfiguration(changed ? generation : state.Generation, cut, parts.ToImmutable());
    }
}
