using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Explain;

/// <content>The state, and what fails above.</content>
internal sealed partial class Explainer
{
    // How far up a chain of failing items is followed.
    private const int MostAbove = 30;

    private ImmutableArray<Statement> ExplainState()
    {
        var said = ImmutableArray.CreateBuilder<Statement>();
        said.Add(Now());
        if (Row.Has(ItemFlags.Awaited))
        {
            said.Add(Statement.Against(Phrase.Awaited));
        }

        if (Row.State != 0)
        {
            said.Add(Statement.Of(Confirmation(), StatementArgument.Number("attempt", Row.Attempt), StatementArgument.Number("attempts", Attempts)));
        }

        if (_isHost && Row.State == 2)
        {
            said.Add(Statement.Of(Reason.BecameUnreachable, Named("parents", Parents())));
        }

        if (Row.Output.Length > 0)
        {
            said.Add(Statement.Of(Phrase.Says, StatementArgument.Text("output", Quoted(Row.Output))));
        }

        if (Row.Has(ItemFlags.Stale))
        {
            said.Add(Statement.Of(Reason.StaleResult));
        }

        if (Row.Has(ItemFlags.Held))
        {
            said.Add(Statement.Of(Reason.HeldForParents));
        }

        AddDowntimes(said);
        if (Row.Acknowledgement != 0)
        {
            var comment = Acknowledgement();
            said.Add(Statement.Of(Phrase.Acknowledged, Author(comment?.Author), Comment(comment?.Text), AcknowledgedUntil()));
        }

        if (Row.Has(ItemFlags.Flapping))
        {
            said.Add(Statement.Of(Phrase.Flaps, Percent(), Threshold()));
        }

        said.Add(Checking());
        return said.ToImmutable();
    }

    private Statement Now()
    {
        if (!Row.Has(ItemFlags.Checked))
        {
            return Statement.Of(Phrase.Pending);
        }

        var state = StateOf(_index);
        var since = StatementArgument.Time("since", Row.LastStateChangeUtc);
        return Row.State == 0
            ? Statement.Of(Phrase.Fine, state, since)
            : Statement.Of(
                Phrase.NotFine,
                state,
                StatementArgument.Text("statetype", Names.Of(Row.StateType)),
                StatementArgument.Number("attempt", Row.Attempt),
                StatementArgument.Number("attempts", Attempts),
                since);
    }

    private int Attempts => _brain.Planner.MaxAttempts(_index);

    // What confirmed a problem is told when it happens and not kept: it follows from what is known of it, but for a result long ago.
    private Reason Confirmation()
    {
        if (Row.StateType == StateType.Soft)
        {
            return Row.Attempt <= 1 ? Reason.SoftProblemBegan : Reason.SoftProblemGoesOn;
        }

        if (!_isHost && Item.Check.IsVolatile)
        {
            return Reason.VolatileProblem;
        }

        if (Attempts <= 1)
        {
            return Reason.ProblemConfirmedAtOnce;
        }

        if (!_isHost && _part.Switches.ServicesOfDownHostsAreHard && _part.Rows[_part.HostOf[_index]].State != 0)
        {
            return Reason.HostDownConfirms;
        }

        return _isHost && Row.Has(ItemFlags.Passive) && Row.Attempt < Attempts ? Reason.PassiveHostConfirms : Reason.ProblemConfirmed;
    }

    private Statement Checking()
    {
        var program = _isHost ? ProgramSwitch.HostChecks : ProgramSwitch.ServiceChecks;
        if (Row.Has(ItemFlags.InFlight))
        {
            return Statement.Of(Reason.CheckInProgress);
        }

        if (!Row.Has(ItemFlags.ActiveChecks))
        {
            // Nobody needs to hear how to undo what the configuration wants.
            return Statement.Of(Reason.ActiveChecksOff, Item.Check.ActiveEnabled ? Command(OfKind("ENABLE_HOST_CHECK", "ENABLE_SVC_CHECK")) : null);
        }

        if (!_part.Program[program])
        {
            return Statement.Of(Reason.ProgramChecksOff, StatementArgument.Text("command", OfKind("START_EXECUTING_HOST_CHECKS", "START_EXECUTING_SVC_CHECKS")));
        }

        if (_brain.ItemFilter.FailedMaster(_index, execution: true) is { } master && _part.Find(master.Id) is var position and >= 0)
        {
            return Statement.Of(Reason.ExecutionDependencyFailed, Named("master", position));
        }

        if (NextCheck() is not { } next)
        {
            return Statement.Of(Phrase.NoCheckPlanned);
        }

        return Row.Has(ItemFlags.Checked) ? Statement.Of(Phrase.NextCheck, next) : Statement.Of(Reason.FirstCheckPlanned, next);
    }

    private ImmutableArray<Statement> ExplainCauses()
    {
        var said = ImmutableArray.CreateBuilder<Statement>();
        if (Row.Has(ItemFlags.Problem))
        {
            var count = _part.Impacts.TryGetValue(Item.Id, out var impacts) ? impacts.Count : 0;
            said.Add(Statement.Of(Phrase.IsRoot, count > 0 ? StatementArgument.Number("count", count) : null));
        }

        var seen = new HashSet<int> { _index };
        var next = new Queue<int>([_index]);
        while (next.TryDequeue(out var below) && said.Count < MostAbove)
        {
            foreach (var above in _brain.Roots.FailingAbove(below))
            {
                if (seen.Add(above))
                {
                    next.Enqueue(above);
                    said.Add(Above(above));
                }
            }
        }

        return said.ToImmutable();
    }

    private Statement Above(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        return row.Has(ItemFlags.Problem)
            ? Statement.Of(
                Phrase.RootAbove,
                Named("item", index),
                StateOf(index),
                StatementArgument.Text("output", _question.Sees(_part.Items[index]) ? Quoted(row.Output) : ""))
            : Statement.Of(Phrase.FailsAbove, Named("item", index), StateOf(index));
    }

    private IEnumerable<int> Parents() => ((Host)Item).Parents.Select(parent => _part.Find(parent.Id)).Where(parent => parent >= 0);

    private void AddDowntimes(ImmutableArray<Statement>.Builder said)
    {
        foreach (var downtime in ActiveDowntimes(Item.Id))
        {
            said.Add(Statement.Of(
                Phrase.DowntimeActive,
                StatementArgument.Number("id", (long)downtime.Id),
                StatementArgument.Time("until", downtime.ActualEndUtcMilliseconds),
                Author(downtime.Author) ?? new StatementArgument("author", "", ArgumentKind.Text),
                Comment(downtime.Text) ?? new StatementArgument("comment", "", ArgumentKind.Text)));
        }
    }

    private IEnumerable<Downtime> ActiveDowntimes(ItemId item) =>
        _part.Downtimes.Values.Where(downtime => downtime.IsActive && downtime.Item == item && downtime.Contact.Length == 0);

    private Comment? Acknowledgement() =>
        _part.Comments.Values.LastOrDefault(comment => comment.Item == Item.Id && comment.Kind == CommentKind.Acknowledgement);

    private StatementArgument? AcknowledgedUntil() =>
        _part.AcknowledgementEnds.TryGetValue(Item.Id, out var end) ? StatementArgument.Time("until", end) : null;

    private static StatementArgument? Author(string? author) => StatementArgument.Text("author", author);

    private static StatementArgument? Comment(string? text) => StatementArgument.Text("comment", Quoted(text ?? ""));

    private StatementArgument? Percent() => StatementArgument.Text("percent", Row.PercentStateChange.ToString("0.0", CultureInfo.InvariantCulture));

    private StatementArgument? Threshold() =>
        StatementArgument.Text("threshold", _brain.Flapping.LowThreshold(_index).ToString("0.#", CultureInfo.InvariantCulture));
}
