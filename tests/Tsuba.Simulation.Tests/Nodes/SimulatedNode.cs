using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A process that can die and start again. What it planned before it died does not happen.</summary>
internal abstract class SimulatedNode(SimulatedWorld world, string name)
{
    private int _life;

    public string Name => name;

    public bool IsUp { get; private set; }

    public int Deaths { get; private set; }

    protected SimulatedWorld World => world;

    public void Start()
    {
        IsUp = true;
        world.Tell($"{name} starts");
        OnStart();
    }

    /// <summary>Dies at once; memory and what is not flushed are gone.</summary>
    public void Crash()
    {
        world.Tell($"{name} dies");
        IsUp = false;
        _life++;
        Deaths++;
        OnCrash();
    }

    /// <summary>An action that happens only if this life goes on.</summary>
    public Action<T> Alive<T>(Action<T> action)
    {
        var life = _life;
        return value =>
        {
            if (IsUp && life == _life)
            {
                action(value);
            }
        };
    }

    protected void After(long delay, Action action)
    {
        var alive = Alive<int>(_ => action());
        world.After(delay, () => alive(0));
    }

    protected abstract void OnStart();

    protected abstract void OnCrash();
}
