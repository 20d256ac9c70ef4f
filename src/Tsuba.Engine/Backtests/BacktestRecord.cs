using System.Collections.Immutable;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.States;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Backtests;

/// <summary>
/// Compares what two engines bring about, moment by moment. Memory: the states of the items, the counts by contact and hour, and as many
/// differences as the limit says.
/// </summary>
internal sealed class BacktestRecord(IReadOnlyDictionary<ItemId, ItemName> compared, int maxDifferences)
{
    private const long Hour = 3_600_000;

    private readonly Dictionary<ItemId, string> _recorded = [];
    private readonly Dictionary<ItemId, string> _candidate = [];
    private readonly HashSet<ItemId> _apart = [];
    private readonly List<(BacktestSide Side, ItemId Item)> _changed = [];
    private readonly List<(BacktestSide Side, NotificationRaised Raised)> _told = [];
    private readonly SortedDictionary<(string Contact, long Hour), (int Recorded, int Candidate)> _hours = [];
    private readonly List<BacktestDifference> _differences = [];

    public long LeftOut { get; private set; }

    public ImmutableArray<BacktestDifference> Differences => [.. _differences];

    public ImmutableArray<ContactHour> Hours => [.. _hours.Select(pair => new ContactHour(pair.Key.Contact, pair.Key.Hour, pair.Value.Recorded, pair.Value.Candidate))];

    /// <summary>Takes what one side brought about; nothing is judged before <see cref="Settle"/>.</summary>
    public void Add(BacktestSide side, List<EngineEvent> events)
    {
        var states = side == BacktestSide.Recorded ? _recorded : _candidate;
        foreach (var happened in events)
        {
            switch (happened)
            {
                case StatusChanged status when compared.TryGetValue(status.Item, out var name):
                    var state = status.HasBeenChecked ? $"{Names.Of(name.Kind == ItemKind.Host, status.State)} {Names.Of(status.StateType)}" : "PENDING";
                    if (states.GetValueOrDefault(status.Item) != state)
                    {
                        states[status.Item] = state;
                        _changed.Add((side, status.Item));
                    }

                    break;
                case NotificationRaised raised when compared.ContainsKey(raised.Item):
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
    }

    private void Judge(BacktestSide side, ItemId item, long utcMilliseconds)
    {
        var (recorded, candidate) = (_recorded.GetValueOrDefault(item), _candidate.GetValueOrDefault(item));
        if (!compared.TryGetValue(item, out var name))
        {
            // It went with a reload of this very turn.
            return;
        }

        if (recorded != candidate)
        {
            _apart.Add(item);
            Add(new StateDifference(utcMilliseconds, side, name, (side == BacktestSide.Recorded ? recorded : candidate) ?? "PENDING"));
        }
        else if (_apart.Remove(item))
        {
            Add(new StateDifference(utcMilliseconds, BacktestSide.Both, name, recorded ?? "PENDING"));
        }
    }

    private void Tell(long utcMilliseconds)
    {
        var hour = utcMilliseconds - (utcMilliseconds % Hour);
        _told.RemoveAll(told => !compared.ContainsKey(told.Raised.Item));
        foreach (var (side, raised) in _told)
        {
            var (recorded, candidate) = _hours.GetValueOrDefault((raised.Contact, hour));
            _hours[(raised.Contact, hour)] = side == BacktestSide.Recorded ? (recorded + 1, candidate) : (recorded, candidate + 1);
        }

        foreach (var group in _told.GroupBy(told => (told.Raised.Item, told.Raised.Contact, told.Raised.Type, told.Raised.State)))
        {
            var surplus = group.Count(told => told.Side == BacktestSide.Candidate) - group.Count(told => told.Side == BacktestSide.Recorded);
            var name = compared[group.Key.Item];
            for (var count = 0; count < Math.Abs(surplus); count++)
            {
                Add(new NotificationDifference(
                    utcMilliseconds,
                    surplus > 0 ? BacktestSide.Candidate : BacktestSide.Recorded,
                    name,
                    group.Key.Contact,
                    Names.Of(group.Key.Type),
                    Names.Of(name.Kind == ItemKind.Host, group.Key.State)));
            }
        }
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
