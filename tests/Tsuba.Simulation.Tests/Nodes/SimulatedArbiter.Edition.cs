using System.Globalization;
using System.Text;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Journal;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Simulation.Tests.Nodes;

/// <content>The configuration that a synchronizer has: asked for, read, judged and answered, as the loops of the product do it.</content>
internal partial class SimulatedArbiter
{
    private const int AskEvery = 1_000;

    private EditionReader _edition = new();

    /// <summary>The commit that it runs, leading; null: none of the synchronizer.</summary>
    public string? RunsCommit { get; private set; }

    private string? AcceptedCommit => AcceptedText is { } kept ? CommitOf(kept) : null;

    // What is kept on the disk: a revision, and the commit that it was read as; null: none was loaded so far.
    private string? AcceptedText => Site.Traits.HasReloads && DurableFile.Read(Disk, AcceptedPath).Content is { } kept ? Encoding.ASCII.GetString(kept) : null;

    private int? AcceptedRevision => AcceptedText is { } kept ? int.Parse(kept.Split(' ')[0], CultureInfo.InvariantCulture) : null;

    /// <summary>Reads from the synchronizer what another arbiter, or this one in an earlier life, has accepted from there.</summary>
    protected virtual void Follow(string commit) => _edition.Read(commit);

    /// <summary>Whether it asks the synchronizer, leading.</summary>
    protected virtual bool Asks(EditionReader edition) => true;

    private static string? CommitOf(string accepted) => accepted.Split(' ') is [_, var commit] ? commit : null;

    private void BeginEdition()
    {
        _edition = new EditionReader();
        if (AcceptedCommit is { } commit)
        {
            Follow(commit);
        }
    }

    private void Ask(int turn)
    {
        if (Site.Synchronizer is not { } synchronizer || turn != _turn)
        {
            return;
        }

        if (!_core.IsDispatching || !Asks(_edition))
        {
            After(AskEvery, () => Ask(turn));
            return;
        }

        var request = _edition.Ask(waitMs: 0);
        Site.Network.Call<ProductionRequest, ProductionReply>(this, synchronizer, request, ProductionReply.Parser, synchronizer.Serve, reply =>
        {
            if (reply is not null && _edition.Take(request, reply) && turn == _turn)
            {
                InTurn(turn, World.Now + (long)MovesPatience.TotalMilliseconds, done => ReadEdition(synchronizer, turn, () =>
                {
                    done();
                    After(AskEvery, () => Ask(turn));
                }));
            }
            else
            {
                After(AskEvery, () => Ask(turn));
            }
        });
    }

    private void ReadEdition(SimulatedSynchronizer synchronizer, int turn, Action done) =>
        Site.Network.Call<ProductionRequest, ProductionReply>(this, synchronizer, new ProductionRequest { Refresh = true }, ProductionReply.Parser, synchronizer.Serve, reply =>
        {
            if (turn != _turn || reply is not { Commit.Length: > 0 })
            {
                done();
                return;
            }

            _edition.Read(reply.Commit);
            var revision = SimulatedSynchronizer.RevisionOf(reply.Commit);
            if (Site.Configuration.IsBroken(revision))
            {
                _edition.Judged(reply.Commit, new ReloadReply { Outcome = ReloadOutcome.Refused, Text = "it has errors" });
                done();
                return;
            }

            Accept(string.Create(CultureInfo.InvariantCulture, $"{revision} {reply.Commit}"), revision, turn, isAccepted =>
            {
                if (isAccepted)
                {
                    Record.Accept(reply.Commit);
                    _edition.Judged(reply.Commit, new ReloadReply { Accepted = true, Outcome = ReloadOutcome.Accepted });
                }

                done();
            });
        });
}
