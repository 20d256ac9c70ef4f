using System.Collections.Immutable;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.States;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Backtests;

/// <summary>
/// Compares what two sides bring about, moment by moment; of items that moved, to within a tolerance. Memory: the states of the items, the
/// counts by contact and hour, and as many differences as the limit says.
/// </summary>
internal sealed class BacktestRecord(int maxDifferences)
{
    /// <summary>
    /// How much later, or earlier, one side may do the same for an item that moved, milliseconds. Its two engines have their turns in different
    /// parts, each a little after it was due.
    /// </summary>
    public const long ToleranceMilliseconds = 5_000;

    private const long Hour = 3_600_000;

    private readonly Dictionary<ItemId, ItemName> _compared = [];
    private readonly HashSet<ItemId> _suspended = [];
    private readonly HashSet<ItemId> _loose = [];
    private readonly Dictionary<ItemId, string> _recorded = [];
    private readonly Dictionary<ItemId, string> _candidate = [];
    private readonly HashSet<ItemId> _apart = [];
    private readonly List<(BacktestSide Side, ItemId Item)> _changed = [];
    private readonly List<(BacktestSide Side, NotificationRaised Raised)> _told = [];

    // Of items that moved: since when each is to be judged, and what one side told and the other did not yet.
    private readonly Dictionary<ItemId, (long Since, BacktestSide Side)> _open = [];
    private readonly List<(long UtcMilliseconds, BacktestSide Side, NotificationRaised Raised)> _waiting = [];
    private readonly SortedDictionary<(string Contact, long Hour), (int Recorded, int Candidate)> _hours = [];
    private readonly List<BacktestDifference> _differences = [];

    public long LeftOut { get; private set; }

    public ImmutableArray<BacktestDifference> Differences => [.. _differences.OrderBy(difference => difference.UtcMilliseconds)];

    public ImmutableArray<ContactHour> Hours => [.. _hours.Select(pair => new ContactHour(pair.Key.Contact, pair.Key.Hour, pair.Value.Recorded, pair.Value.Candidate))];

    /// <summary>Items that are compared, or will be again.</summary>
    public IReadOnlyCollection<ItemId> Compared => _compared.Keys;

    /// <summary>Compares an item from here on.</summary>
    public void Compare(ItemId item, ItemName name) => _compared[item] = name;

    /// <summary>Whether an item is compared, or will be again.</summary>
    public bool Knows(ItemId item) => _compared.ContainsKey(item);

    /// <summary>Stops comparing an item for good.</summary>
    public void Exclude(ItemId item)
    {
        _compared.Remove(item);
        _suspended.Remove(item);
        _open.Remove(item);
        _waiting.RemoveAll(told => told.Raised.Item == item);
    }

    /// <summary>The state of an item is on its way between parts.</summary>
    public void Suspend(ItemId item)
    {
        _suspended.Add(item);
        _loose.Add(item);
    }

    /// <summary>It has arrived, and is compared again, with the tolerance.</summary>
    public void Resume(ItemId item)
    {
        if (_suspended.Remove(item))
        {
            _changed.Add((BacktestSide.Recorded, item));
        }
    }

    /// <summary>Takes what one side brought about; nothing is judged before <see cref="Settle"/>.</summary>
    /// <param name="side">The side.</param>
    /// <param name="events">What it told.</param>
    /// <param name="counts">Whether the side has the state of an item that it tells of.</param>
    public void Add(BacktestSide side, List<EngineEvent> events, Func<ItemId, bool> counts)
    {
        var states = side == BacktestSide.Recorded ? _recorded : _candidate;
        foreach (var happened in events)
        {
            switch (happened)
            {
                case StatusChanged status when _compared.TryGetValue(status.Item, out var name) && counts(status.Item):
                    var state = status.HasBeenChecked ? $"{Names.Of(name.Kind == ItemKind.Host, status.State)} {Names.Of(status.StateType)}" : "PENDING";
                    if (states.GetValueOrDefault(status.Item) != state)
                    {
                        states[status.Item] = state;
                        _changed.Add((side, status.Item));
                    }

                    break;
                case NotificationRaised raised when _compared.ContainsKey(raised.Item):
                    _told.Add((side, raised));
                    break;
            }
        }
    }

    /// <summary>Both sides are as they are at a moment: what only one of them did since the last is a difference.</summary>
    public void Settle(long utcMilliseconds)
    {
        if (_changed.Count > 0)
        {
            foreach (var (side, item) in _changed)
            {
                Judge(side, item, utcMilliseconds);
            }

            _changed.Clear();
        }

        if (_told.Count > 0)
        {
            Tell(utcMilliseconds);
            _told.Clear();
        }

        if (_open.Count > 0 || _waiting.Count > 0)
        {
            SettleLoose(utcMilliseconds - ToleranceMilliseconds);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void SettleAll() => SettleLoose(long.MaxValue);

    private void Judge(BacktestSide side, ItemId item, long utcMilliseconds)
    {
        if (!_compared.ContainsKey(item) || _suspended.Contains(item))
        {
            // It went with a reload of this very turn, or is on its way.
            return;
        }

        if (_loose.Contains(item))
        {
            _open.TryAdd(item, (utcMilliseconds, side));
            return;
        }

        JudgeNow(side, item, utcMilliseconds);
    }

    private void JudgeNow(BacktestSide side, ItemId item, long utcMilliseconds)
    {
        var (recorded, candidate) = (_recorded.GetValueOrDefault(item), _candidate.GetValueOrDefault(item));
        if (recorded != candidate)
        {
            _apart.Add(item);
            Add(new StateDifference(utcMilliseconds, side, _compared[item], (side == BacktestSide.Recorded ? recorded : candidate) ?? "PENDING"));
        }
        else if (_apart.Remove(item))
        {
            Add(new StateDifference(utcMilliseconds, BacktestSide.Both, _compared[item], recorded ?? "PENDING"));
        }
    }

    private void Tell(long utcMilliseconds)
    {
        _told.RemoveAll(told => !_compared.ContainsKey(told.Raised.Item));
        foreach (var (side, raised) in _told)
        {
            if (_loose.Contains(raised.Item))
            {
                TellLoose(utcMilliseconds, side, raised);
            }
            else
            {
                Count(utcMilliseconds, side, raised);
            }
        }

        foreach (var group in _told.Where(told => !_loose.Contains(told.Raised.Item)).GroupBy(told => Key(told.Raised)))
        {
            var surplus = group.Count(told => told.Side == BacktestSide.Candidate) - group.Count(told => told.Side == BacktestSide.Recorded);
            for (var count = 0; count < Math.Abs(surplus); count++)
            {
                Add(utcMilliseconds, surplus > 0 ? BacktestSide.Candidate : BacktestSide.Recorded, group.First().Raised);
            }
        }
    }

    private void TellLoose(long utcMilliseconds, BacktestSide side, NotificationRaised raised)
    {
        var match = _waiting.FindIndex(other => other.Side != side && Key(other.Raised) == Key(raised));
        if (match >= 0)
        {
            Count(_waiting[match].UtcMilliseconds, _waiting[match].Side, _waiting[match].Raised);
            Count(utcMilliseconds, side, raised);
            _waiting.RemoveAt(match);
        }
        else
        {
            _waiting.Add((utcMilliseconds, side, raised));
        }
    }

    private void SettleLoose(long notAfterUtcMilliseconds)
    {
        foreach (var (item, (since, side)) in _open.Where(pair => pair.Value.Since <= notAfterUtcMilliseconds).ToList())
        {
            _open.Remove(item);
            if (!_suspended.Contains(item))
            {
                JudgeNow(side, item, since);
            }
        }

        // What one side tells while the state is on its way, the other one may tell as soon as it has arrived.
        foreach (var (utcMilliseconds, side, raised) in _waiting.Where(IsOver))
        {
            Count(utcMilliseconds, side, raised);
            Add(utcMilliseconds, side, raised);
        }

        _waiting.RemoveAll(IsOver);
        bool IsOver((long UtcMilliseconds, BacktestSide Side, NotificationRaised Raised) told) =>
            told.UtcMilliseconds <= notAfterUtcMilliseconds && !_suspended.Contains(told.Raised.Item);
    }

    private void Count(long utcMilliseconds, BacktestSide side, NotificationRaised raised)
    {
        var key = (raised.Contact, utcMilliseconds - (utcMilliseconds % Hour));
        var (recorded, candidate) = _hours.GetValueOrDefault(key);
        _hours[key] = side == BacktestSide.Recorded ? (recorded + 1, candidate) : (recorded, candidate + 1);
    }

    private static (ItemId, string, Notifications.NotificationType, byte) Key(NotificationRaised raised) => (raised.Item, raised.Contact, raised.Type, raised.State);

    private void Add(long utcMilliseconds, BacktestSide side, NotificationRaised raised)
    {
        var name = _compared[raised.Item];
        Add(new NotificationDifference(utcMilliseconds, side, name, raised.Contact, Names.Of(raised.Type), Names.Of(name.Kind == ItemKind.Host, raised.State)));
    }

    private void Add(BacktestDifference difference)
    {
        if (_differences.Count < maxDifferences)
        {
            _differences.Add(difference);
        }
        else
        {
            LeftOut++;
        }
    }
}
