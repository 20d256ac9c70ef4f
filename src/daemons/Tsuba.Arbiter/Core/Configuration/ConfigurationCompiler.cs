using System.Collections.Immutable;
using Tsuba.Configuration.Differences;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>
/// Checks a resolved configuration, cuts it with as little movement as possible, and encodes its parts. A part whose content is
/// what it was keeps its generation, so that nobody has to be told.
/// </summary>
public static class ConfigurationCompiler
{
    /// <summary>Compiles.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="before">The configuration to compare with; null: there is none.</param>
    /// <param name="state">What was accepted last.</param>
    /// <param name="portOffset">Added to every port.</param>
    /// <param name="ended">Told the name of each step when it ends.</param>
    public static CompiledConfiguration Compile(
        ResolvedConfiguration configuration, ResolvedConfiguration? before, ArbiterState state, int portOffset, Action<string> ended)
    {
        var difference = ConfigurationDifference.Of(before, DaemonDirectory.Complete(configuration));
        ended("compare");
        var findings = SnapshotBuilder.Build(difference.Configuration).Diagnostics;
        ended("check");
        var previous = state.Placement with { Giving = [.. state.Moves.Moves.Select(move => move.From).Distinct()] };
        var cut = ConfigurationCut.Make(difference.Configuration, previous, PlacementOptions.Default, portOffset);
        findings = findings.AddRange(cut.Diagnostics);
        ended("cut");
        if (findings.Any(finding => finding.Severity == Severity.Error))
        {
            return new CompiledConfiguration(null, null, findings);
        }

        var running = Encode(cut, state);
        ended("encode");
        return new CompiledConfiguration(running, difference, findings);
    }

    private static RunningConfiguration Encode(ConfigurationCut cut, ArbiterState state)
    {
        var generation = state.Generation + 1;
        var known = state.Contents.ToDictionary(content => content.Part);
        var changed = known.Count != cut.Placement.Parts.Length;
        var parts = ImmutableSortedDictionary.CreateBuilder<PartId, RunningPart>();
        foreach (var (id, part) in PartSplitter.Split(cut.Configuration, cut.Placement))
        {
            var encoded = ConfigurationChunks.Encode(part with { Generation = generation });
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
