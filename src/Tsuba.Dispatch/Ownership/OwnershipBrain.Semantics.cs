using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <content>
/// Under which version of the rules parts run. A part is raised to the highest version that every scheduler knows which may hold it: those that could
/// own or follow it by their realm, living or not, and those that do. Who was not heard yet counts as one that knows the first version only. A part is
/// never lowered, and never given to who does not know its version: such a scheduler may keep its bytes. Source: docs/decisions/0098.
/// </content>
public sealed partial class OwnershipBrain
{
    /// <summary>What each scheduler said last of the versions that it knows, by name.</summary>
    public IReadOnlyDictionary<string, SemanticsRange> Knows { get; set; } = ImmutableDictionary<string, SemanticsRange>.Empty;

    /// <summary>Whether a scheduler could run the part as it is.</summary>
    public bool CanRun(string scheduler, PartId part) => _rows.TryGetValue(part, out var row) && CanRun(scheduler, row);

    /// <summary>The schedulers that may hold a part and know no later version than the one that it runs under, while another one does; in ordinal order.</summary>
    public ImmutableArray<string> HoldsBack(PartId part)
    {
        if (!_rows.TryGetValue(part, out var row) || row.Goal is not { } goal)
        {
            return [];
        }

        var holders = Holders(row, goal);
        return holders.Any(name => RangeOf(name).Newest > row.Ownership.Semantics)
            ? [.. holders.Where(name => RangeOf(name).Newest <= row.Ownership.Semantics)]
            : [];
    }

    private SemanticsRange RangeOf(string scheduler) => Knows.TryGetValue(scheduler, out var range) ? range : SemanticsRange.Unsaid;

    private bool CanRun(string scheduler, Row row) => RangeOf(scheduler).Includes(row.Ownership.Semantics);

    // It lives, and leaves the files as they are: an older program was started there. Who was not heard yet is asked first, and who runs the part never got
    // the order to raise it.
    private bool IsOutgrown(Row row, string owner) =>
        Knows.ContainsKey(owner) && !CanRun(owner, row)
        && !(ReportOf(owner, row.Ownership.Part, isOwner: true) is { IsActive: true } report && report.Epoch == row.Ownership.Epoch);

    private SortedSet<string> Holders(Row row, PartGoal goal)
    {
        var holders = new SortedSet<string>(StringComparer.Ordinal);
        holders.UnionWith(_schedulers.Where(node => SchedulerPool.MayHold(node, goal.Realm, _realms!)).Select(node => node.Name));
        holders.UnionWith(new[] { row.Ownership.Owner, row.Ownership.Follower, row.Ownership.InSync, row.Ownership.MoveTo }.OfType<string>());
        return holders;
    }

    private void PlanSemantics(Row row, PartGoal goal)
    {
        // What an arbiter before this one ordered is known from those who obeyed it.
        var reported = _reports.Values.SelectMany(report => report.Parts).Where(part => part.Part == row.Ownership.Part).Select(part => part.Semantics);
        var version = reported.Append(row.Ownership.Semantics).Max();
        if (!_isLearning)
        {
            version = Math.Max(version, Holders(row, goal).Select(name => RangeOf(name).Newest).DefaultIfEmpty(SemanticsRange.First).Min());
        }

        Change(row, row.Ownership with { Semantics = version });
    }
}
