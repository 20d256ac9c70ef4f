using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>
/// What an arbiter knows of the edition of its configuration: which commit of the synchronizer it read last, and the verdict on it that the
/// synchronizer has not been told yet. A verdict is told with the commit that it is about, and with no other. Source: docs/decisions/0022.
/// </summary>
public sealed class EditionReader
{
    private ReloadReply? _owed;

    /// <summary>The commit that was read last, or that the arbiter before this one accepted; empty: none, then anything is news.</summary>
    public string Have { get; private set; } = "";

    /// <summary>A commit was read, whatever becomes of it.</summary>
    public void Read(string commit)
    {
        if (commit != Have)
        {
            _owed = null;
            Have = commit;
        }
    }

    /// <summary>Takes what became of a commit. Of one that is not the last any more nobody needs to hear.</summary>
    public void Judged(string commit, ReloadReply outcome)
    {
        if (commit.Length > 0 && commit == Have && outcome.Outcome != ReloadOutcome.Unreadable)
        {
            _owed = outcome;
        }
    }

    /// <summary>The next question: is there something else than what was read last, and, where a verdict is owed, the verdict.</summary>
    /// <param name="waitMs">How long the synchronizer may wait for news, in milliseconds.</param>
    public ProductionRequest Ask(int waitMs) => new() { Have = Have, WaitMs = waitMs, WithoutFiles = true, Judged = _owed };

    /// <summary>Takes an answer. True: there is reason to read, because of another commit or to judge the same one again.</summary>
    /// <param name="asked">The question.</param>
    /// <param name="reply">The answer.</param>
    public bool Take(ProductionRequest asked, ProductionReply reply)
    {
        // One that was put in its place meanwhile is told with the next question.
        if (ReferenceEquals(_owed, asked.Judged))
        {
            _owed = null;
        }

        return reply.Commit.Length > 0 && (reply.Commit != asked.Have || reply.Confirm.Length > 0);
    }
}
