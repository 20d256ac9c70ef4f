using Tsuba.Synchronizer.Core;

namespace Tsuba.Synchronizer.Versions;

public sealed partial class WorkTree
{
    /// <summary>What is offered to the arbiter and not yet judged, or null.</summary>
    internal Task<string?> CandidateAsync(CancellationToken cancellationToken) => _refs.FindAsync(RefNames.Candidate, cancellationToken);

    /// <summary>
    /// Writes the commit that would be the next production: the files of a commit of staging, by whoever publishes them. Production itself
    /// moves only when the arbiter has accepted it. Where production holds these files already it is the answer, and nothing is offered any more.
    /// </summary>
    internal Task<Answer<Revision>> ProposeAsync(string commit, string author, CancellationToken cancellationToken) => EditInTurnAsync<Revision>(
        async () =>
        {
            if (Fault(author, "x") is { } fault)
            {
                return fault;
            }

            var staging = await CommitOfAsync("staging", cancellationToken);
            if (staging is null || await CommitOfAsync(commit, cancellationToken) is not { } full || await _refs.BaseAsync(staging, full, cancellationToken) != full)
            {
                return new Refusal(RefusalKind.NotFound, "only what staging holds or held can be applied");
            }

            var wanted = await RevisionAsync(full, cancellationToken);
            var tree = await _refs.TreeAsync(full, cancellationToken);
            var production = await _refs.FindAsync(RefNames.Production, cancellationToken);
            if (production is not null && tree == await _refs.TreeAsync(production, cancellationToken))
            {
                // What was ordered before and is not judged must not be applied behind the back of whoever wants production as it is.
                if (await CandidateAsync(cancellationToken) is { } open)
                {
                    await DropAsync(open, cancellationToken);
                }

                return Remember(new Revision(production, wanted.Book));
            }

            var subject = (await _refs.LogAsync(full, 0, 1, cancellationToken))[0].Subject;
            var next = await _objects.CommitAsync(tree, production is null ? [full] : [production, full], author, $"Apply \"{subject}\"\n\nThe files of {full}.", cancellationToken);
            var before = await _refs.FindAsync(RefNames.Candidate, cancellationToken);
            return await _refs.MoveAsync(RefNames.Candidate, next, before, cancellationToken) ? Remember(new Revision(next, wanted.Book)) : Moved();
        },
        cancellationToken);

    /// <summary>Moves production to what the arbiter accepted.</summary>
    internal Task<Answer<Revision>> PublishAsync(string candidate, CancellationToken cancellationToken) => EditInTurnAsync<Revision>(
        async () =>
        {
            var revision = await RevisionAsync(candidate, cancellationToken);
            var before = await _refs.FindAsync(RefNames.Production, cancellationToken);
            if (before != candidate && !await _refs.MoveAsync(RefNames.Production, candidate, before, cancellationToken))
            {
                return Moved();
            }

            await DropAsync(candidate, cancellationToken);
            return revision;
        },
        cancellationToken);

    /// <summary>Forgets a candidate that was refused.</summary>
    internal Task<Answer<Revision>> WithdrawAsync(string candidate, CancellationToken cancellationToken) => EditInTurnAsync<Revision>(
        async () =>
        {
            await DropAsync(candidate, cancellationToken);
            return await RevisionAsync(candidate, cancellationToken);
        },
        cancellationToken);

    private async Task DropAsync(string candidate, CancellationToken cancellationToken)
    {
        if (await _refs.FindAsync(RefNames.Candidate, cancellationToken) == candidate)
        {
            await _refs.RemoveAsync(RefNames.Candidate, cancellationToken);
        }
    }
}
