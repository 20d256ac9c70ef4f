using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Desk;

namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>From what the desk of sources says to what the API answers.</summary>
internal static class SourceReplies
{
    private const int MostProposals = 10_000;

    internal static SourceEntry Status(SourceStatus status) => new(
        status.Definition.Name,
        Replies.Word(status.Definition.Kind),
        status.Definition.Order,
        (long)status.Definition.Interval.TotalSeconds,
        status.Definition.IsEnabled,
        status.Definition.AppliesItself,
        status.IsRunning,
        status.Memory.LastRead,
        status.Memory.LastSound,
        status.Memory.Present,
        status.Memory.Trouble);

    internal static SourceReport Run(SourceRun run, Caller caller) => new(
        run.Memory.Trouble,
        run.Memory.Findings,
        run.Plan.Version,
        run.Plan.Changes.Length,
        [
            .. run.Plan.Changes.Take(MostProposals).Select(change => new ProposalEntry(
                Replies.Word(change.Kind),
                change.Name.ToString(),
                change.OldName?.ToString(),
                change.Sources,
                [.. change.Properties.Select(property => new ProposedProperty(
                    property.Property, Shown(caller, change.Name, property.Property, property.Before), Shown(caller, change.Name, property.Property, property.After), property.Source))],
                change.Reason)),
        ],
        run.Applied is { Accepted: true } applied ? applied.Commit : null,
        run.Applied is { Accepted: false } refused ? refused.Text : "");

    private static string? Shown(Caller caller, ObjectName name, string property, string? value) =>
        value is null ? null : AccessRules.Shown(caller, name.Type, property, value);
}
