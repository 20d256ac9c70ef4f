using Tsuba.Hosting.Terms;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>
/// A process that can die, start again, and stand still. What it planned before it died does not happen; what should have happened
/// while it stood still happens when it goes on.
/// </summary>
internal abstract class SimulatedNode(SimulatedSite site, string name)
{
    private const int LeaseAfterRestart = 3_000;

    private readonly Queue<Action> _frozen = new();
    private Ballot _ballot = new(0, "", 0);
    private int _life;

    public string Name => name;

    public bool IsUp { get; private set; }

    public bool IsPaused { get; private set; }

    public int Deaths { get; private set; }

    protected SimulatedSite Site => site;

    protected SimulatedWorld World => site.World;

    protected SiteRecord Record => site.Record;

    protected EngineTime Time => new(World.GetUtcNow().ToUnixTimeMilliseconds(), World.Now);

    public void Start()
    {
        IsUp = true;
        _ballot = new Ballot(_ballot.Term, _ballot.Holder, World.Now + LeaseAfterRestart);
        World.Tell($"{name} starts");
        OnStart();
    }

    /// <summary>Dies at once; memory and what is not flushed are gone.</summary>
    public void Crash()
    {
        World.Tell($"{name} dies");
        IsUp = false;
        IsPaused = false;
        _frozen.Clear();
        _life++;
        Deaths++;
        OnCrash();
    }

    public void Pause()
    {
        World.Tell($"{name} stands still");
        IsPaused = true;
    }

    public void Resume()
    {
        if (!IsPaused)
        {
            return;
        }

        World.Tell($"{name} goes on");
        IsPaused = false;
        while (!IsPaused && _frozen.TryDequeue(out var action))
        {
            action();
        }
    }

    /// <summary>An action that happens only if this life goes on.</summary>
    public Action<T> Alive<T>(Action<T> action)
    {
        var life = _life;
        return value =>
        {
            if (IsUp && life == _life)
            {
                Deliver(() => action(value));
            }
        };
    }

    /// <summary>Does something now, or when the node goes on.</summary>
    public void Deliver(Action action)
    {
        if (IsPaused)
        {
            _frozen.Enqueue(action);
        }
        else
        {
            action();
        }
    }

    public void After(long delay, Action action)
    {
        var alive = Alive<int>(_ => action());
        World.After(delay, () => alive(0));
    }

    /// <summary>Lets every flush of its disk fail for a while; a restart ends it.</summary>
    public void FailDisk(long duration)
    {
        World.Tell($"{name} has a disk that does not flush");
        var until = World.Now + duration;
        FailFlushes(_ => World.Now < until);
    }

    /// <summary>Answers what an arbiter's heartbeat asks of the ballot. Everything that changes is on the disk at once.</summary>
    public virtual void Vote(HeartbeatRequest request, HeartbeatReply reply)
    {
        reply.Granted = request.Ask switch
        {
            VoteAsk.Trial => _ballot.WouldGrant(request.Arbiter, request.Term, World.Now),
            VoteAsk.Take => _ballot.Take(request.Arbiter, request.Term, request.LeaseMs, World.Now),
            _ => false,
        };
        reply.Term = _ballot.Term;
        reply.TermHolder = _ballot.Holder;
    }

    /// <summary>Whether an order of an arbiter is obeyed.</summary>
    public virtual bool Obeys(string arbiter, uint term) => _ballot.Obeys(arbiter, term);

    /// <summary>Sets which flushes fail, by number; who has no disk that matters does nothing.</summary>
    protected virtual void FailFlushes(Func<int, bool> fails)
    {
    }

    /// <summary>Its disk is gone, and with it every term that it has seen.</summary>
    protected void ForgetTerms() => _ballot = new Ballot(0, "", 0);

    protected abstract void OnStart();

    protected abstract void OnCrash();
}
