using System.Globalization;
using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer.Applying;

/// <summary>
/// Between the people who publish and the arbiter who judges. An order is offered through the arbiter's long poll; production moves when
/// the arbiter has accepted it, and stays where it is when not. There is one order at a time; a later one takes the place of one that is
/// not judged.
/// </summary>
internal sealed class ApplyDesk(WorkTree tree, TimeProvider time)
{
    private readonly Lock _lock = new();
    private ApplyReport _report = ApplyReport.None;
    private string _confirm = "";
    private TaskCompletionSource _judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? _lastAsked;

    /// <summary>Called when there is something else to offer.</summary>
    internal Func<CancellationToken, Task>? Changed { get; set; }

    /// <summary>How the last order stands.</summary>
    internal ApplyReport Report
    {
        get
        {
            lock (_lock)
            {
                return _report;
            }
        }
    }

    /// <summary>What is offered to the arbiter beside production: commit, author, confirmation; null: nothing.</summary>
    internal Offer? Offer
    {
        get
        {
            lock (_lock)
            {
                return _report.State == ApplyState.Pending ? new Offer(_report.Commit, _report.Author, _confirm) : null;
            }
        }
    }

    /// <summary>Takes up an offer that an earlier process made and did not see judged.</summary>
    internal async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (await tree.CandidateAsync(cancellationToken) is { } candidate)
        {
            var author = (await tree.HistoryAsync(candidate, 0, 1, cancellationToken)).TryGet(out var changes, out _) ? changes[0].Author : "";
            await PutAsync(Offered(candidate, author), confirm: "", cancellationToken);
        }
    }

    /// <summary>Offers a commit of staging to the arbiter and waits for its answer.</summary>
    /// <param name="commit">The commit; <c>staging</c> for its newest.</param>
    /// <param name="author">Who.</param>
    /// <param name="confirm">Hash that the arbiter named, where it asked for a confirmation.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="cancellationToken">Stop waiting; the offer stays.</param>
    internal async Task<Answer<ApplyReport>> ApplyAsync(string commit, string author, string confirm, TimeSpan wait, CancellationToken cancellationToken)
    {
        var proposed = await tree.ProposeAsync(commit, author, cancellationToken);
        if (!proposed.TryGet(out var candidate, out var refusal))
        {
            return refusal;
        }

        if (await tree.CandidateAsync(cancellationToken) != candidate.Commit)
        {
            var unchanged = new ApplyReport(ApplyState.Unchanged, candidate.Commit, author, "production holds exactly these files already", null);
            await PutAsync(unchanged, confirm: "", cancellationToken);
            return unchanged;
        }

        var judged = await PutAsync(Offered(candidate.Commit, author), confirm, cancellationToken);
        await judged.Task.WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Report;
    }

    /// <summary>Remembers that the arbiter asks.</summary>
    internal void Asked()
    {
        lock (_lock)
        {
            _lastAsked = time.GetUtcNow();
        }
    }

    /// <summary>When the arbiter asked last; null: not since the start.</summary>
    internal DateTimeOffset? LastAsked
    {
        get
        {
            lock (_lock)
            {
                return _lastAsked;
            }
        }
    }

    /// <summary>Takes what the arbiter made of a commit. About another one than is offered it says nothing new.</summary>
    internal async Task JudgedAsync(string commit, ReloadReply verdict, CancellationToken cancellationToken)
    {
        switch (Offers.Judge(Offer, commit, verdict))
        {
            case OfferEnd.StillOpen:
                return;
            case OfferEnd.Published:
                await tree.PublishAsync(commit, cancellationToken);
                break;
            default:
                await tree.WithdrawAsync(commit, cancellationToken);
                break;
        }

        TaskCompletionSource? judged = null;
        lock (_lock)
        {
            if (_report.Commit == commit)
            {
                judged = _judged;
                _report = _report with { State = StateOf(verdict), Message = Sentence(verdict), Verdict = verdict };
            }
        }

        // Whoever waits finds everything as the answer says; where another order came meanwhile, production may have moved all the same.
        await TellAsync(cancellationToken);
        judged?.TrySetResult();
    }

    private static ApplyState StateOf(ReloadReply verdict) => verdict.Outcome switch
    {
        ReloadOutcome.Accepted => ApplyState.Applied,
        ReloadOutcome.Unchanged => ApplyState.Unchanged,
        ReloadOutcome.NeedsConfirmation => ApplyState.NeedsConfirmation,
        _ => verdict.Accepted ? ApplyState.Applied : ApplyState.Refused,
    };

    private static string Sentence(ReloadReply verdict) => StateOf(verdict) switch
    {
        ApplyState.NeedsConfirmation => $"{verdict.Text}; if that is meant, apply again with confirm {verdict.Hash}",
        ApplyState.Refused => $"{verdict.Text}; production is what it was: correct it in a draft, merge, and apply again",
        _ => verdict.Text,
    };

    private ApplyReport Offered(string commit, string author)
    {
        var silence = LastAsked is { } asked
            ? string.Create(CultureInfo.InvariantCulture, $"the arbiter asked last at {asked:yyyy-MM-dd HH:mm:ss} UTC")
            : "no arbiter has asked since the synchronizer started";
        return new ApplyReport(ApplyState.Pending, commit, author, $"offered to the arbiter, which has not answered yet ({silence}); it is applied when the arbiter asks", null);
    }

    // Whoever waits for the order before it waits no longer.
    private async Task<TaskCompletionSource> PutAsync(ApplyReport report, string confirm, CancellationToken cancellationToken)
    {
        TaskCompletionSource judged;
        lock (_lock)
        {
            _report = report;
            _confirm = confirm;
            _judged.TrySetResult();
            _judged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            judged = _judged;
        }

        await TellAsync(cancellationToken);
        return judged;
    }

    private Task TellAsync(CancellationToken cancellationToken) => Changed?.Invoke(cancellationToken) ?? Task.CompletedTask;
}
