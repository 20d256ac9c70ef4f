using System.Collections.Immutable;
using Tsuba.Dispatch.Cutting;
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
    /// <param name="before">What was accepted last.</param>
    /// <param name="portOffset">Added to every port.</param>
    public static CompiledConfiguration Compile(ResolvedConfiguration configuration, ArbiterState before, int portOffset)
    {
        var findings = SnapshotBuilder.Build(configuration).Diagnostics;
        var cut = ConfigurationCut.Make(configuration, before.Placement, PlacementOptions.Default, portOffset);
        findings = findings.AddRange(cut.Diagnostics);
        if (findings.Any(finding => finding.Severity == Severity.Error))
        {
            return new CompiledConfiguration(null, findings);
        }

        var generation = before.Generation + 1;
        var known = before.Contents.ToDictionary(content => content.Part);
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

        return new CompiledConfiguration(new RunningConfiguration(changed ? generation : before.Generation, cut, parts.ToImmutable()), findings);
    }
}
