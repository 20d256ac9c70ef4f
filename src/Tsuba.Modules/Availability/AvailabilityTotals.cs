namespace Tsuba.Modules.Availability;

/// <summary>How an item spent a range, in milliseconds. Everything adds up to <see cref="RangeMilliseconds"/>.</summary>
public sealed class AvailabilityTotals
{
    private const int States = 4;

    // By state, the last is undetermined; outside and inside of scheduled downtime.
    private readonly long[] _unscheduled = new long[States + 1];
    private readonly long[] _scheduled = new long[States + 1];

    internal AvailabilityTotals(bool isHost)
    {
        IsHost = isHost;
    }

    /// <summary>Whether the states are those of a host.</summary>
    public bool IsHost { get; }

    /// <summary>The whole of it: inside the range and the time period that was asked for.</summary>
    public long RangeMilliseconds => ExcludedMilliseconds + _unscheduled.Sum() + _scheduled.Sum();

    /// <summary>Taken out by corrections.</summary>
    public long ExcludedMilliseconds { get; private set; }

    /// <summary>Of which no state is known.</summary>
    public long UndeterminedMilliseconds => _unscheduled[States] + _scheduled[States];

    /// <summary>Time in a state, in and out of downtime.</summary>
    public long Of(int state) => _unscheduled[state] + _scheduled[state];

    /// <summary>Time in a state during scheduled downtime.</summary>
    public long Scheduled(int state) => _scheduled[state];

    /// <summary>Scheduled downtime, whatever the state.</summary>
    public long DowntimeMilliseconds => _scheduled.Sum();

    /// <summary>Available time and the time that it is a share of, by the rules.</summary>
    public (long Available, long Counted) Count(AvailabilityRules rules)
    {
        long available = 0;
        long counted = 0;
        for (var state = 0; state <= States; state++)
        {
            var handling = HandlingOf(state, rules);
            Add(handling, _unscheduled[state]);
            Add(rules.Downtime == TimeHandling.Count ? handling : rules.Downtime, _scheduled[state]);
        }

        return (available, counted);

        void Add(TimeHandling handling, long milliseconds)
        {
            counted += handling == TimeHandling.Exclude ? 0 : milliseconds;
            available += handling == TimeHandling.Available ? milliseconds : 0;
        }
    }

    /// <summary>The share in percent; null: no time counts.</summary>
    public double? Percent(AvailabilityRules rules) => Count(rules) is var (available, counted) && counted > 0 ? 100.0 * available / counted : null;

    internal void Exclude(long milliseconds) => ExcludedMilliseconds += milliseconds;

    internal void Add(int state, bool isScheduled, long milliseconds) =>
        (isScheduled ? _scheduled : _unscheduled)[state == AvailabilityRules.Undetermined ? States : Math.Min(state, States - 1)] += milliseconds;

    private TimeHandling HandlingOf(int state, AvailabilityRules rules) => (IsHost, state) switch
    {
        (_, 0) => TimeHandling.Available,
        (_, States) => rules.NoData,
        (false, 1) => rules.Warning,
        (true, 2) or (true, 3) or (false, 3) => rules.Unknown,
        _ => TimeHandling.Count,
    };
}
