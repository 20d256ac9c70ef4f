using System.Globalization;
using Tsuba.Dispatch.Terms;

namespace Tsuba.Arbiter.Etcd;

/// <summary>
/// A ballot that lies in etcd, by the rules of those of daemons: the highest term and who has it, for ever; and, bound to a lease that its holder keeps
/// alive, the word that it still has it. Both change together, and only from what was seen. Source: docs/decisions/0070. One caller at a time.
/// </summary>
internal sealed class EtcdBallot(EtcdClient client, string prefix, string arbiter)
{
    private const string NeverWritten = "0";

    private readonly string _termKey = $"{prefix}term";
    private readonly string _heldKey = $"{prefix}held";
    private string? _lease;

    /// <summary>Asks for the vote.</summary>
    /// <param name="stance">What for.</param>
    /// <param name="lease">For how long the vote counts. etcd knows whole seconds and keeps it a second longer than that, so that nobody else gets it while it counts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">etcd gave no answer, or one that makes no sense. What it was asked for may have happened.</exception>
    internal async Task<TermAnswer> AskAsync(TermStance stance, TimeSpan lease, CancellationToken cancellationToken)
    {
        var seen = await client.ReadAsync([_termKey, _heldKey], cancellationToken);
        var (term, holder) = Parse(seen[0]);
        var isGranted = stance.Term >= term && (holder == arbiter || (stance.Term > term && seen[1] is null));
        if (!isGranted || stance.Ask != TermAsk.Take)
        {
            return new TermAnswer(isGranted && stance.Ask == TermAsk.Trial, term, holder);
        }

        var has = holder == arbiter && term == stance.Term;
        if (has && seen[1] is not null && _lease is not null && await client.KeepAliveAsync(_lease, cancellationToken))
        {
            return new TermAnswer(IsGranted: true, term, holder);
        }

        _lease = await client.GrantAsync((int)Math.Ceiling(lease.TotalSeconds) + 1, cancellationToken);
        var isTaken = await client.ReplaceAsync(
            [
                (_termKey, seen[0]?.Revision ?? NeverWritten, string.Create(CultureInfo.InvariantCulture, $"{stance.Term} {arbiter}"), null),
                (_heldKey, seen[1]?.Revision ?? NeverWritten, arbiter, _lease),
            ],
            cancellationToken);
        return isTaken ? new TermAnswer(IsGranted: true, stance.Term, arbiter) : new TermAnswer(IsGranted: false, term, holder);
    }

    private static (uint Term, string Holder) Parse(EtcdValue? value)
    {
        if (value is null)
        {
            return (0, "");
        }

        var space = value.Text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && uint.TryParse(value.Text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var term)
            ? (term, value.Text[(space + 1)..])
            : throw new IOException("the term in etcd cannot be read");
    }
}
