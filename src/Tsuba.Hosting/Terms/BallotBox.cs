using System.Globalization;
using System.Text;
using Tsuba.Hosting.Routing;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Terms;

/// <summary>
/// The ballot of one daemon, on disk: <c>term</c> in its directory holds the highest term and its arbiter, replaced as a whole before an
/// answer leaves or an order has an effect that follows from it. May be asked by any thread.
/// </summary>
public sealed class BallotBox
{
    private const int AfterRestartMs = 3_000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Ballot _ballot;
    private (uint Term, string Holder) _written;

    /// <summary>The ballot of a daemon.</summary>
    /// <param name="directory">Its directory.</param>
    /// <param name="time">The clock.</param>
    public BallotBox(string directory, TimeProvider time)
    {
        _path = Path.Combine(directory, "term");
        _time = time;
        _written = Read();
        _ballot = new Ballot(_written.Term, _written.Holder, NowMs + AfterRestartMs);
    }

    /// <summary>Under which term this daemon, an arbiter, gives orders; 0: it gives none.</summary>
    public uint Leading { get; set; }

    /// <summary>The highest term seen.</summary>
    public uint Term
    {
        get
        {
            lock (_gate)
            {
                return _ballot.Term;
            }
        }
    }

    private long NowMs => (long)_time.GetElapsedTime(0, _time.GetTimestamp()).TotalMilliseconds;

    /// <summary>Answers what a heartbeat asks of the ballot. What the disk does not take is not granted; the daemon lives all the same.</summary>
    public void Answer(Caller caller, HeartbeatRequest request, HeartbeatReply reply)
    {
        lock (_gate)
        {
            if (caller.Role == DaemonRole.Arbiter && caller.Name == request.Arbiter)
            {
                reply.Granted = request.Ask switch
                {
                    VoteAsk.Trial => _ballot.WouldGrant(caller.Name, request.Term, NowMs),
                    VoteAsk.Take => Grants(caller.Name, request),
                    _ => false,
                };
            }

            reply.Term = _ballot.Term;
            reply.TermHolder = _ballot.Holder;
        }
    }

    /// <summary>Why an order of an arbiter is not obeyed; null: it is.</summary>
    /// <exception cref="IOException">The disk does not take the term of the order, which must not have an effect then.</exception>
    public string? Refuse(string arbiter, uint term)
    {
        lock (_gate)
        {
            return Change(() => _ballot.Obeys(arbiter, term))
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"term {_ballot.Term} of {_ballot.Holder} was seen: orders of {arbiter} in term {term} are refused");
        }
    }

    private bool Grants(string arbiter, HeartbeatRequest request)
    {
        try
        {
            return Change(() => _ballot.Take(arbiter, request.Term, request.LeaseMs, NowMs));
        }
        catch (IOException)
        {
            // Told by not granting it: the arbiter asks again with its next heartbeat.
            return false;
        }
    }

    // Written in the lock: nobody may see a term that a power cut could take back.
    private bool Change(Func<bool> change)
    {
        var isAccepted = change();
        if ((_ballot.Term, _ballot.Holder) != _written)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{_ballot.Term} {_ballot.Holder}");
            DurableFile.Write(DiskFiles.Instance, _path, Encoding.UTF8.GetBytes(text));
            _written = (_ballot.Term, _ballot.Holder);
        }

        return isAccepted;
    }

    // A damaged file is kept aside; what the daemon knew of terms it hears again from the arbiter.
    private (uint Term, string Holder) Read()
    {
        if (DurableFile.Read(DiskFiles.Instance, _path).Content is not { } content)
        {
            return (0, "");
        }

        var text = Encoding.UTF8.GetString(content);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && uint.TryParse(text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var term)
            ? (term, text[(space + 1)..])
            : (0, "");
    }
}
