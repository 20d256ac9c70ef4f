using Tsuba.Model.Items;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Work;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// Holds effects back until their frame is durable here and, while it is in sync, at the follower. Called by the writer loop,
/// the committing thread and the follower's calls; its lock is held for bookkeeping, and the desk's is taken inside it.
/// </summary>
internal sealed class DurableGate
{
    private readonly PartId _part;
    private readonly LeaseDesk _desk;
    private readonly MonotonicClock _clock;
    private readonly Lock _gate = new();
    private readonly FollowerWatch _watch = new();
    private readonly Queue<HeldTurn> _held = new();
    private string? _follower;
    private ulong _mark;

    public DurableGate(PartId part, ulong durable, LeaseDesk desk, MonotonicClock clock)
    {
        _part = part;
        _desk = desk;
        _clock = clock;
        _mark = durable;
        _watch.Durable(durable, clock.Milliseconds);
    }

    /// <summary>Raised when <see cref="Mark"/> moved.</summary>
    public Signal MarkMoved { get; } = new();

    /// <summary>Raised when another frame is durable here: followers can fetch it.</summary>
    public Signal FrameDurable { get; } = new();

    /// <summary>Everything up to this frame may be told.</summary>
    public ulong Mark
    {
        get
        {
            lock (_gate)
            {
                return _mark;
            }
        }
    }

    /// <summary>
    /// The last frame that the follower has; 0: it lacks something of what was told. One that joins again counts only when it has
    /// what left without it.
    /// </summary>
    public ulong FollowerDurable
    {
        get
        {
            lock (_gate)
            {
                return _watch.IsInSync && _watch.Acknowledged >= _mark ? _watch.Acknowledged : 0;
            }
        }
    }

    /// <summary>The last frame that an heir is known to have, in sync or not; 0: not known.</summary>
    /// <param name="heir">Its name; empty: not known, so it need not be the follower.</param>
    public ulong HadBy(string heir)
    {
        lock (_gate)
        {
            return heir == _follower ? _watch.Acknowledged : 0;
        }
    }

    /// <summary>Who may count as the follower; null: nobody.</summary>
    public string? Follower
    {
        get
        {
            lock (_gate)
            {
                return _follower;
            }
        }
    }

    /// <summary>How often the part lost its follower.</summary>
    public long Losses
    {
        get
        {
            lock (_gate)
            {
                return _watch.Losses;
            }
        }
    }

    /// <summary>Who may count as the follower; null: nobody.</summary>
    public void SetFollower(string? name)
    {
        lock (_gate)
        {
            if (_follower != name)
            {
                _follower = name;
                _watch.Forget();
            }
        }

        Release();
    }

    public void Hold(HeldTurn turn)
    {
        lock (_gate)
        {
            _held.Enqueue(turn);
        }

        Release();
    }

    public void LocalDurable(ulong frame)
    {
        lock (_gate)
        {
            _watch.Durable(frame, _clock.Milliseconds);
        }

        FrameDurable.Raise();
        Release();
    }

    /// <summary>A call of a follower; false where it is not the one that counts.</summary>
    public bool CallBegins(string follower, ulong cursor)
    {
        lock (_gate)
        {
            if (follower != _follower)
            {
                return false;
            }

            _watch.CallBegins(cursor, _clock.Milliseconds);
        }

        Release();
        return true;
    }

    public void CallEnds()
    {
        lock (_gate)
        {
            _watch.CallEnds(_clock.Milliseconds);
        }
    }

    /// <summary>Lets a silent follower go.</summary>
    public void Check()
    {
        lock (_gate)
        {
            _watch.Check(_clock.Milliseconds);
        }

        Release();
    }

    /// <summary>The part ends: nobody will be answered any more.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            while (_held.TryDequeue(out var turn))
            {
                foreach (var message in turn.Messages)
                {
                    message.Abandon();
                }
            }
        }
    }

    private void Release()
    {
        bool moved;
        lock (_gate)
        {
            // A follower that joins again may lie behind what has already left; the mark never goes back.
            var mark = Math.Max(_mark, _watch.Mark);
            moved = mark != _mark;
            _mark = mark;
            while (_held.TryPeek(out var turn) && turn.Frame <= mark)
            {
                _held.Dequeue();
                _desk.Cancel(_part, turn.CancelledActions);
                if (turn.Actions.Count > 0)
                {
                    _desk.Publish(turn.Actions);
                }

                foreach (var message in turn.Messages)
                {
                    message.Complete();
                }
            }
        }

        if (moved)
        {
            MarkMoved.Raise();
        }
    }
}
