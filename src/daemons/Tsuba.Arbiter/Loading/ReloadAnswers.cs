using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Configuration.Differences;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Names;
using Tsuba.Protocol.Contracts;
using ChangeKind = Tsuba.Protocol.Contracts.ChangeKind;
using ObjectChange = Tsuba.Protocol.Contracts.ObjectChange;

namespace Tsuba.Arbiter.Loading;

/// <summary>What is answered to an order to reload.</summary>
internal static class ReloadAnswers
{
    private const int MostListed = 1000;
    private const int Shown = 3;
    private const int ShownDigits = 12;

    /// <summary>There was nothing to judge.</summary>
    internal static ReloadReply Unreadable(string why, long generation) =>
        new() { Outcome = ReloadOutcome.Unreadable, Text = why, Generation = generation };

    /// <summary>The configuration is wrong.</summary>
    /// <param name="findings">All findings; the errors are told.</param>
    /// <param name="generation">What runs.</param>
    internal static ReloadReply Refused(ImmutableArray<Diagnostic> findings, long generation)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        var reply = new ReloadReply
        {
            Outcome = ReloadOutcome.Refused,
            Text = Summary(errors),
            Generation = generation,
            FindingsLeftOut = Math.Max(0, errors.Count - MostListed),
        };
        reply.Findings.AddRange(errors.Take(MostListed).Select(error => new ConfigurationFinding
        {
            File = error.Location.File,
            Line = error.Location.Line,
            Column = error.Location.Column,
            Code = error.Code,
            Message = error.Message,
        }));
        return reply;
    }

    /// <summary>The configuration is valid and probably a slip.</summary>
    internal static ReloadReply NeedsConfirmation(string danger, RunningConfiguration judged, ConfigurationDifference difference, ResolvedConfiguration? before, ArbiterState state) => new()
    {
        Outcome = ReloadOutcome.NeedsConfirmation,
        Text = $"{danger}; if this is meant, confirm {judged.Hash[..ShownDigits]}",
        Generation = state.Generation,
        Hash = judged.Hash,
        Changes = Changes(judged, difference, before, state),
    };

    /// <summary>The configuration runs.</summary>
    internal static ReloadReply Accepted(RunningConfiguration running, ConfigurationDifference difference, ResolvedConfiguration? before, ArbiterState state)
    {
        var changes = Changes(running, difference, before, state);
        var isSame = running.Generation == state.Generation;
        return new ReloadReply
        {
            Accepted = true,
            Outcome = isSame ? ReloadOutcome.Unchanged : ReloadOutcome.Accepted,
            Generation = running.Generation,
            Hash = running.Hash,
            Changes = changes,
            Text = isSame
                ? string.Create(CultureInfo.InvariantCulture, $"generation {running.Generation}, nothing changed")
                : string.Create(CultureInfo.InvariantCulture, $"generation {running.Generation}, {changes.PartsChanged.Count} of {Counted.Of(changes.Parts, "part")} changed"),
        };
    }

    private static ConfigurationChanges Changes(RunningConfiguration judged, ConfigurationDifference difference, ResolvedConfiguration? before, ArbiterState state)
    {
        var known = state.Contents.ToDictionary(content => content.Part, content => content.ContentHash);
        var changes = new ConfigurationChanges
        {
            Parts = judged.Parts.Count,
            HostsMoved = Moved(state.Placement, judged.Cut.Placement),
            HostsBefore = before?.Objects.Count(item => item.Type == ObjectType.Host) ?? 0,
            HostsRemoved = difference.Count(ObjectType.Host, Configuration.Differences.ChangeKind.Removed),
            ServicesBefore = before?.Objects.Count(item => item.Type == ObjectType.Service) ?? 0,
            ServicesRemoved = difference.Count(ObjectType.Service, Configuration.Differences.ChangeKind.Removed),
        };
        changes.PartsChanged.AddRange(judged.Parts.Values
            .Where(part => known.GetValueOrDefault(part.Plan.Id.Value) != part.ContentHash)
            .Select(part => part.Plan.Id.Value));
        changes.Types_.AddRange(difference.Changes.GroupBy(change => change.Type).Select(type => new TypeChanges
        {
            Type = Word(type.Key),
            Added = difference.Count(type.Key, Configuration.Differences.ChangeKind.Added),
            Changed = difference.Count(type.Key, Configuration.Differences.ChangeKind.Changed),
            Removed = difference.Count(type.Key, Configuration.Differences.ChangeKind.Removed),
        }));
        changes.Objects.AddRange(difference.Changes.Take(MostListed).Select(change => new ObjectChange
        {
            Type = Word(change.Type),
            Key = change.Key,
            Kind = (ChangeKind)change.Kind,
        }));
        return changes;
    }

    private static int Moved(PlacementPlan before, PlacementPlan after)
    {
        var partOf = before.Parts.SelectMany(part => part.Hosts.Select(host => (host, part.Id))).ToDictionary(pair => pair.host, pair => pair.Id, StringComparer.Ordinal);
        return after.Parts.Sum(part => part.Hosts.Count(host => partOf.TryGetValue(host, out var old) && old != part.Id));
    }

    private static string Word(ObjectType type) => type.ToString().ToLowerInvariant();

    private static string Summary(List<Diagnostic> errors)
    {
        var shown = string.Join("; ", errors.Take(Shown));
        return errors.Count > Shown ? $"{shown}; and {Counted.Of(errors.Count - Shown, "more error")}" : shown;
    }
}
