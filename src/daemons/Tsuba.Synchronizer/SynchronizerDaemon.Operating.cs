using System.Globalization;
using System.Text;
using Tsuba.Configuration.Edits;
using Tsuba.Configuration.Files;
using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Applying;
using Tsuba.Synchronizer.Git;
using Tsuba.Synchronizer.Mirroring;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer;

/// <summary>What the command line asks for, with an operator's certificate.</summary>
public sealed partial class SynchronizerDaemon
{
    private const int MostLines = 1000;

    private readonly Lock _uploadLock = new();
    private List<ProductionFile> _upload = [];

    private async ValueTask<AdoptReply> AdoptAsync(string caller, AdoptRequest request, CancellationToken cancellationToken)
    {
        ConfigurationImage image;
        lock (_uploadLock)
        {
            _upload = request.First ? [] : _upload;
            _upload.AddRange(request.Files);
            if (_upload.Count > MirrorLimits.MaxFiles || _upload.Sum(piece => (long)piece.Content.Length) > MirrorLimits.MaxBytes)
            {
                _upload = [];
                return new AdoptReply { Text = "the configuration has more files or bytes than can be adopted" };
            }

            if (!request.Last)
            {
                return new AdoptReply { Accepted = true };
            }

            image = ConfigurationImage.Of(_upload.GroupBy(piece => piece.Path, StringComparer.Ordinal).Select(file =>
                KeyValuePair.Create(file.Key, (ReadOnlyMemory<byte>)file.SelectMany(piece => piece.Content.ToByteArray()).ToArray())));
            _upload = [];
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var author = request.Author.Length > 0 ? request.Author : caller;
            var adopted = await _tree.AdoptAsync(image, [.. request.MainFiles], author, cancellationToken);
            if (!adopted.TryGet(out var revision, out var refusal))
            {
                return new AdoptReply { Text = refusal.Message };
            }

            await ShowAsync(cancellationToken);
            return new AdoptReply
            {
                Accepted = true,
                Commit = revision.Commit,
                Text = string.Create(CultureInfo.InvariantCulture, $"{image.Files.Count} files are commit {revision.Commit} of production and staging now"),
            };
        }
        catch (GitFailure failed)
        {
            return new AdoptReply { Text = failed.Message };
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async ValueTask<EditionReply> OperateAsync(string caller, EditionRequest request, CancellationToken cancellationToken)
    {
        var author = request.Author.Length > 0 ? request.Author : caller;
        try
        {
            return request.Verb switch
            {
                EditionVerb.Diff => await DescribeDifferenceAsync(request, cancellationToken),
                EditionVerb.Apply => await ApplyAsync(author, request, cancellationToken),
                EditionVerb.Revert => await RevertAsync(author, request, cancellationToken),
                EditionVerb.Log => await DescribeHistoryAsync(request, cancellationToken),
                _ => await DescribeStateAsync(cancellationToken),
            };
        }
        catch (GitFailure failed)
        {
            return new EditionReply { Text = failed.Message };
        }
    }

    private async Task<EditionReply> DescribeStateAsync(CancellationToken cancellationToken)
    {
        var production = await _tree.CommitOfAsync("production", cancellationToken);
        var staging = await _tree.CommitOfAsync("staging", cancellationToken);
        var text = new StringBuilder();
        text.AppendLine(_tree.IsAdopted ? "adopted: this is the source of the configuration" : "not adopted: files are mirrored, and read only; tsuba adopt -c FILE changes that");
        text.AppendLine(CultureInfo.InvariantCulture, $"production {production ?? "none"}");
        text.AppendLine(CultureInfo.InvariantCulture, $"staging    {staging ?? "none"}{(await _tree.HaveOtherFilesAsync(production, staging, cancellationToken) ? ", not applied" : "")}");
        foreach (var draft in await _tree.DraftsAsync(cancellationToken))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"draft      {draft.Name}{(draft.HasEdits ? ", with edits that are not committed" : "")}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"applying   {_desk.Report.Message}");
        return new EditionReply { Accepted = _fault.Length == 0, Text = (_fault.Length == 0 ? text : text.AppendLine(_fault)).ToString().TrimEnd() };
    }

    private async Task<EditionReply> DescribeDifferenceAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        if (!(await _tree.ReadAsync(request.From.Length > 0 ? request.From : "production", cancellationToken)).TryGet(out var before, out var refusal)
            || !(await _tree.ReadAsync(request.To.Length > 0 ? request.To : "staging", cancellationToken)).TryGet(out var after, out refusal))
        {
            return new EditionReply { Text = refusal.Message };
        }

        var text = new StringBuilder();
        foreach (var change in BookDifference.Of(before.Book, after.Book).Take(MostLines))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{change.Kind.ToString().ToLowerInvariant(),-8} {change.Id}");
        }

        return new EditionReply { Accepted = true, Text = (text + await _tree.DiffTextAsync(before.Commit, after.Commit, cancellationToken)).TrimEnd() };
    }

    private async Task<EditionReply> ApplyAsync(string author, EditionRequest request, CancellationToken cancellationToken)
    {
        var name = request.From.Length > 0 ? request.From : "staging";
        if (!(await _tree.ReadAsync(name, cancellationToken)).TryGet(out var revision, out var missing))
        {
            return new EditionReply { Text = missing.Message };
        }

        var judgement = _site.Judge(revision);
        if (_tree.IsAdopted && !judgement.Verification.IsAccepted)
        {
            var errors = judgement.Complaints.Where(finding => finding.Severity == Model.Diagnostics.Severity.Error).Take(MostLines);
            return new EditionReply { Text = $"{name} has errors, so the arbiter would refuse it:\n{string.Join('\n', errors)}" };
        }

        var wait = TimeSpan.FromMilliseconds(Math.Clamp(request.WaitMs, 0, LongestWait.TotalMilliseconds));
        var applied = await _desk.ApplyAsync(revision.Commit, author, request.Confirm, wait, cancellationToken);
        return applied.TryGet(out var report, out var refusal)
            ? new EditionReply { Accepted = report.State is ApplyState.Applied or ApplyState.Unchanged, Text = report.Message, Verdict = report.Verdict }
            : new EditionReply { Text = refusal.Message };
    }

    private async Task<EditionReply> RevertAsync(string author, EditionRequest request, CancellationToken cancellationToken)
    {
        var reverted = await _tree.RevertAsync(request.From, author, "", [], cancellationToken);
        return reverted.TryGet(out var revision, out var refusal)
            ? new EditionReply { Accepted = true, Text = $"staging is {revision.Commit} now; tsuba config apply puts it into force" }
            : new EditionReply { Text = refusal.Kind == RefusalKind.Conflict ? $"{refusal.Message}; that is done through the API, which shows them" : refusal.Message };
    }

    private async Task<EditionReply> DescribeHistoryAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        var history = await _tree.HistoryAsync(request.From.Length > 0 ? request.From : "staging", 0, Math.Clamp(request.Limit == 0 ? 20 : request.Limit, 1, MostLines), cancellationToken);
        return history.TryGet(out var changes, out var refusal)
            ? new EditionReply { Accepted = true, Text = string.Join('\n', changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Commit[..12]} {change.Time:yyyy-MM-dd HH:mm} {change.Author}: {change.Subject}"))) }
            : new EditionReply { Text = refusal.Message };
    }
}
