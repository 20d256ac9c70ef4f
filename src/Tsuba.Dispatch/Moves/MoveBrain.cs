using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Moves;

/// <summary>
/// Brings hosts from one part to another with their state: observations and time in, actions out. A part gives hosts up only when
/// every earlier command for it is answered and the taker is served; the taker does not check them before their state has come, so at no
/// time do two parts have a host. Every step may be repeated: what was taken stays at the giver until it has arrived, and what is not
/// awaited is left alone. Source: design 2.7. Single-threaded.
/// </summary>
public sealed class MoveBrain
{
    /// <summary>How long the part that has the state may be unserved until hosts begin anew without it, and how long anything is held back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    private readonly SortedDictionary<(PartId From, PartId To), Pair> _pairs = [];
    private readonly Dictionary<PartId, Release> _releases = [];
    private long _began;
    private int _turn;

    /// <summary>The moves that are not over.</summary>
    public PendingMoves Pending { get; private set; } = PendingMoves.None;

    /// <summary>The moves of hosts that have not arrived yet.</summary>
    public PendingMoves Open => Pending with { Moves = Pending.Moves.RemoveAll(move => _pairs[(move.From, move.To)].IsDone) };

    /// <summary>Whether every move is over.</summary>
    public bool IsDone => Pending.Moves.IsEmpty;

    /// <summary>Begins with moves, or goes on with those that were kept. What was pending before is given up.</summary>
    public void Begin(PendingMoves moves, EngineTime now)
    {
        Pending = moves;
        _began = now.LogicalMilliseconds;
        _turn++;
        _pairs.Clear();
        _releases.Clear();
        foreach (var pair in moves.Moves.GroupBy(move => (move.From, move.To)))
        {
            _pairs.Add(pair.Key, new Pair([.. pair.Select(move => move.Host)]));
            _releases[pair.Key.From] = new Release();
        }
    }

    /// <summary>Whether a part takes part in a move that is not over.</summary>
    public bool IsInvolved(PartId part) => _pairs.Any(pair => !pair.Value.IsDone && (pair.Key.From == part || pair.Key.To == part));

    /// <summary>Hosts that a part gives up with the configuration that moves them, in ordinal order.</summary>
    public ImmutableArray<string> LeavingFrom(PartId part) => [.. Pending.Moves.Where(move => move.From == part && move.To != part).Select(move => move.Host)];

    /// <summary>Hosts that a part must wait for, in ordinal order.</summary>
    public ImmutableArray<string> AwaitedBy(PartId part) => [.. Pending.Moves.Where(move => move.To == part && move.From != part).Select(move => move.Host)];

    /// <summary>Parts that must not be told of the new configuration yet.</summary>
    public ImmutableHashSet<PartId> HeldBack(MoveView view, EngineTime now)
    {
        if (IsDone || IsLate(now))
        {
            return [];
        }

        var held = ImmutableHashSet.CreateBuilder<PartId>();
        foreach (var (from, to) in _pairs.Keys)
        {
            foreach (var part in new[] { from, to })
            {
                if (!view.IsCurrent(part) && !view.IsDrained(part))
                {
                    held.Add(part);
                }
            }

            // Who gives before the taker is there leaves hosts without anyone.
            if (!view.IsCurrent(from) && !view.IsServed(to))
            {
                held.Add(from);
            }
        }

        return held.ToImmutable();
    }

    /// <summary>Plans. An action is not given out again before <see cref="Completed"/> was called for it.</summary>
    public ImmutableArray<MoveAction> Step(MoveView view, EngineTime now)
    {
        var actions = ImmutableArray.CreateBuilder<MoveAction>();
        foreach (var ((from, to), pair) in _pairs)
        {
            var hasGiver = view.IsCurrent(from);
            if (!pair.IsDone && !pair.IsRunning && now.LogicalMilliseconds >= pair.NotBefore && view.IsCurrent(to) && (hasGiver || IsLate(now)))
            {
                pair.IsRunning = true;
                actions.Add(new CarryHosts(from, to, pair.Hosts, hasGiver, _turn));
            }
        }

        foreach (var (from, release) in _releases)
        {
            if (!release.IsRunning && _pairs.Where(pair => pair.Key.From == from).All(pair => pair.Value.IsDone))
            {
                release.IsRunning = true;
                actions.Add(new ReleaseHosts(from));
            }
        }

        return actions.ToImmutable();
    }

    /// <summary>Takes the outcome of an action.</summary>
    public void Completed(MoveAction action, bool accepted, EngineTime now)
    {
        switch (action)
        {
            case CarryHosts carry when _pairs.TryGetValue((carry.From, carry.To), out var pair) && pair.IsRunning && carry.Turn == _turn:
                pair.IsRunning = false;
                pair.IsDone = accepted;
                pair.NotBefore = now.LogicalMilliseconds + (long)Retry.TotalMilliseconds;
                break;
            case ReleaseHosts release:
                _releases.Remove(release.From);
                break;
            default:
                break;
        }

        if (_releases.Count == 0 && _pairs.Values.All(pair => pair.IsDone))
        {
            _pairs.Clear();
            Pending = PendingMoves.None;
        }
    }

    private bool IsLate(EngineTime now) => now.LogicalMilliseconds - _began >= Patience.TotalMilliseconds;

    private sealed class Pair(ImmutableArray<string> hosts)
    {
        internal ImmutableArray<string> Hosts { get; } = hosts;

        internal bool IsRunning { get; set; }

        internal bool IsDone { get; set; }

        internal long NotBefore { get; set; }
    }

    private sealed class Release
    {
        internal bool IsRunning { get; set; }
    }
}
