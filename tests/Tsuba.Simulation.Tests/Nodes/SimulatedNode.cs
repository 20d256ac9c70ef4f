using Tsuba.Hosting.Terms;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Testing.Disks;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>
/// A process that can die, start again, and stand still. What it planned before it died does not happen; what should have happened
/// while it stood still happens when it goes on.
/// </summary>
internal abstract class SimulatedNode(SimulatedSite site, string name)
{
    private const int LeaseAfterRestart = 3_000;
    private const int StartAgainAfter = 5_000;

    private readonly Queue<Action> _frozen = new();
    private Ballot _ballot = new(0, "", 0);
    private int _life;
    private int _full;

    public string Name => name;

    public bool IsUp { get; private set; }

    public bool IsPaused { get; private set; }

    public int Deaths { get; private set; }

    protected SimulatedSite Site => site;

    protected SimulatedWorld World => site.World;

    protected SiteRecord Record => site.Record;

    /// <summary>The clocks of the machine that it runs on.</summary>
    protected SimulatedClock Clock => site.ClockOf(name);

    /// <summary>Now, as this node reads its clocks.</summary>
    protected virtual EngineTime Time => Clock.Time;

    /// <summary>What is on it survives a death as far as it was flushed.</summary>
    protected FakeDisk Disk { get; private set; } = new();

    private long Monotonic => Clock.GetTimestamp();

    public void Start()
    {
        IsUp = true;
        _ballot = new Ballot(_ballot.Term, _ballot.Holder, Monotonic + LeaseAfterRestart);
        World.Tell($"{name} starts");
        try
        {
            OnStart();
        }
        catch (IOException fault)
        {
            // The service manager starts it again.
            World.Tell($"{name} cannot start: {fault.Message}");
            End();
            World.After(StartAgainAfter, StartAgain);
        }
    }

    private void StartAgain()
    {
        if (!IsUp)
        {
            Start();
        }
    }

    /// <summary>Dies at once; memory and what is not flushed are gone.</summary>
    public void Crash()
    {
        World.Tell($"{name} dies");
        End();
    }

    /// <summary>Ends in order, as after SIGTERM: what it wants to keep is on the disk, as far as that takes it.</summary>
    public void Stop()
    {
        World.Tell($"{name} stops");
        OnStop();
        Leave();
        OnCrash();
    }

    private void Leave()
    {
        IsUp = false;
        IsPaused = false;
        _frozen.Clear();
        _life++;
        Deaths++;
    }

    private void End()
    {
        Leave();
        if (Disk.Paths.Count > 0)
        {
            Disk = Disk.Crash(World.Random);
        }

        if (_full > 0)
        {
            Disk.Fill();
        }

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
        Disk.FailFlush = _ => World.Now < until;
    }

    /// <summary>Lets nothing more fit on its disk for a while, over restarts.</summary>
    public void FillDisk(long duration)
    {
        World.Tell($"{name} has a full disk");
        _full++;
        Disk.Fill();
        World.After(duration, () =>
        {
            if (--_full == 0)
            {
                World.Tell($"{name} has room on its disk again");
                Disk.Capacity = long.MaxValue;
            }
        });
    }

    /// <summary>Answers what an arbiter's heartbeat asks of the ballot. Everything that changes is on the disk at once.</summary>
    public virtual void Vote(HeartbeatRequest request, HeartbeatReply reply)
    {
        reply.Granted = request.Ask switch
        {
            VoteAsk.Trial => _ballot.WouldGrant(request.Arbiter, request.Term, Monotonic),
            VoteAsk.Take => _ballot.Take(request.Arbiter, request.Term, request.LeaseMs, Monotonic),
            _ => false,
        };
        reply.Term = _ballot.Term;
        reply.TermHolder = _ballot.Holder;
    }

    /// <summary>Whether an order of an arbiter is obeyed.</summary>
    public virtual bool Obeys(string arbiter, uint term) => _ballot.Obeys(arbiter, term);

    /// <summary>Its disk is replaced by an empty one, and with it goes every term that it has seen.</summary>
    protected void ReplaceDisk()
    {
        Disk = new FakeDisk();
        _ballot = new Ballot(0, "", 0);
    }

    protected abstract void OnStart();

    protected abstract void OnCrash();

    /// <summary>What is done before an end in order.</summary>
    protected virtual void OnStop()
    {
    }
}
