using System.Collections.Immutable;
using Tsuba.Arbiter.Loading;
using Tsuba.Configuration;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Placement;
using Tsuba.Hosting.Files;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Cli.Verbs;

/// <summary>A configuration that is to be tried on recordings, made as the arbiter makes one.</summary>
internal sealed class CandidateConfiguration
{
    private readonly ResolvedConfiguration _configuration;

    private CandidateConfiguration(ResolvedConfiguration configuration, IEnumerable<Diagnostic> findings)
    {
        _configuration = configuration;
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        var linked = errors.Count == 0 ? SnapshotBuilder.Build(configuration) : null;
        Zone = linked?.Snapshot?.Settings.Zone;
        Problems = [.. errors.Concat(linked?.Diagnostics.Where(finding => finding.Severity == Severity.Error) ?? []).Select(finding => finding.ToString())];
    }

    /// <summary>Its time zone; null: it cannot be used.</summary>
    public TimeZoneInfo? Zone { get; }

    /// <summary>Why it cannot be used.</summary>
    public ImmutableArray<string> Problems { get; private set; }

    /// <summary>Loads one.</summary>
    /// <param name="files">Main files.</param>
    /// <param name="machine">Zone of a configuration that names none.</param>
    public static CandidateConfiguration Load(string[] files, TimeZoneInfo machine)
    {
        var loaded = ConfigurationLoader.Load(new DiskSourceFiles(), files);
        return new CandidateConfiguration(MachineZone.Apply(loaded.Resolved, machine), loaded.Diagnostics);
    }

    /// <summary>One for each part that was; null where it would not be dispatched (<see cref="Problems"/>).</summary>
    /// <param name="hosts">The hosts that each part had.</param>
    public IReadOnlyDictionary<PartId, ConfigurationSnapshot>? Split(IReadOnlyDictionary<PartId, IEnumerable<string>> hosts)
    {
        var cut = ConfigurationCut.Make(_configuration, PlacementPlan.Empty, PlacementOptions.Default, portOffset: 0);
        if (!cut.IsAccepted)
        {
            Problems = [.. cut.Diagnostics.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString())];
            return null;
        }

        var placement = RecordedPlacement.Follow(cut.Graph, cut.Shards, hosts.ToDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray()));
        var split = new Dictionary<PartId, ConfigurationSnapshot>();
        foreach (var (part, configuration) in PartSplitter.Split(cut.Configuration, placement))
        {
            var linked = SnapshotBuilder.Build(configuration);
            if (linked.Snapshot is null)
            {
                Problems = [.. linked.Diagnostics.Select(finding => finding.ToString())];
                return null;
            }

            split.Add(part, linked.Snapshot);
        }

        return split;
    }
}
