using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tsuba.Configuration.Edits;
using Tsuba.Model.Diagnostics;
using Tsuba.Synchronizer.Api.Messages;
using Tsuba.Synchronizer.Applying;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Versions;
using Tsuba.Web.Problems;

namespace Tsuba.Synchronizer.Api;

/// <summary>From what the work tree says to what the API answers.</summary>
internal static class Replies
{
    private const int MostFindings = 1000;

    internal static JsonHttpResult<EditingProblem> Problem(Refusal refusal) => ProblemAnswers.Refuse(
        refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Faulty => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status409Conflict,
        },
        new EditingProblem(refusal.Message, KindOf(refusal.Kind), [.. refusal.Conflicts.Select(Conflict)], refusal.MergeToken, null),
        EditingJson.Readable.EditingProblem);

    internal static JsonHttpResult<EditingProblem> Problem(EditRefusal refusal, int index) => ProblemAnswers.Refuse(
        StatusCodes.Status422UnprocessableEntity, new EditingProblem(refusal.Message, "refused_edit", [], "", index), EditingJson.Readable.EditingProblem);

    internal static JsonHttpResult<EditingProblem> Invalid(string message) => Problem(new Refusal(RefusalKind.Invalid, message));

    internal static DraftEntry Draft(Draft draft) => new(draft.Name, draft.Author, draft.Head, draft.Revision, draft.HasEdits);

    internal static HistoryEntry History(ChangeSet change) => new(change.Commit, change.Author, change.Time, change.Subject, change.Body, change.Parents);

    internal static ApplyEntry Apply(ApplyReport report) => new(
        report.State switch { ApplyState.NeedsConfirmation => "needs_confirmation", var state => Word(state) },
        report.Commit,
        report.Author,
        report.Message,
        report.Verdict?.Hash ?? "",
        report.Verdict?.Generation ?? 0,
        [.. (report.Verdict?.Findings ?? []).Select(finding => new FindingEntry("error", finding.Code, finding.File, finding.Line, finding.Column, finding.Message))],
        [.. (report.Verdict?.Changes?.Types_ ?? []).Select(type => new TypeCounts(type.Type, type.Added, type.Changed, type.Removed))]);

    internal static IReadOnlyList<FindingEntry> Findings(IEnumerable<Diagnostic> findings) =>
    [
        .. findings.OrderByDescending(finding => finding.Severity == Severity.Error).ThenByDescending(finding => finding.Severity == Severity.Warning).Take(MostFindings)
            .Select(finding => new FindingEntry(
                Word(finding.Severity), finding.Code, finding.Location.File, finding.Location.Line, finding.Location.Column, finding.Message)),
    ];

    internal static string Word<T>(T value)
        where T : struct, Enum =>
        value.ToString().ToLowerInvariant();

    private static ConflictEntry Conflict(MergeConflict conflict) => new(
        conflict.Path, conflict.Index, conflict.Line, [.. conflict.Objects.Select(id => id.ToString())], conflict.Base, conflict.Ours, conflict.Theirs);

    private static string KindOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => "not_found",
        RefusalKind.ReadOnly => "read_only",
        _ => Word(kind),
    };
}
