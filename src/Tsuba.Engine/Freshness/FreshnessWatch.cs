using System.Globalization;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Freshness;

/// <summary>
/// Notices that an item has not had a result for too long, and checks it then. Source: reference/shinken.md 4.2, "freshness"; the
/// nagios profile watches active items too and takes the interval where no threshold is set.
/// </summary>
internal sealed class FreshnessWatch(Brain brain)
{
    private const long RetryMilliseconds = 60_000;
    private const long MillisecondsOfASecond = 1_000;

    private readonly Part _part = brain.Part;

    /// <summary>Counts the time anew: a result came, or freshness was switched on.</summary>
    public void Restart(int index)
    {
        ref var row = ref _part.Rows[index];
        var limit = Limit(index);
        row.StaleLogical = limit > 0 ? _part.Now.LogicalMilliseconds + limit : ItemRow.Never;
    }

    /// <summary>The last result has become too old.</summary>
    public void OnDue(int index)
    {
        ref var row = ref _part.Rows[index];
        if (Limit(index) == 0)
        {
            row.StaleLogical = ItemRow.Never;
            return;
        }

        row.StaleLogical = _part.Now.LogicalMilliseconds + RetryMilliseconds;
        var isHost = _part.IsHost(index);
        if (row.Has(ItemFlags.InFlight)
            || (row.Flags & (ItemFlags.ActiveChecks | ItemFlags.PassiveChecks)) == 0
            || row.Has(ItemFlags.Held)
            || !_part.Program[isHost ? ProgramSwitch.HostFreshness : ProgramSwitch.ServiceFreshness]
            || brain.Planner.Command(index) is null)
        {
            return;
        }

        var period = brain.Planner.Period(index);
        if (!_part.Periods.Contains(period, _part.Now.UtcSeconds))
        {
            // At the opening at the latest; sooner, in case the clock is set.
            var opening = _part.Periods.NextValid(period, _part.Now.UtcSeconds + 1) is { } valid ? _part.ToLogical(valid * 1000) : ItemRow.Never;
            row.StaleLogical = Math.Max(Math.Min(row.StaleLogical, opening), _part.Now.LogicalMilliseconds + 1);
            return;
        }

        row.Set(ItemFlags.Stale, true);
        _part.Decide(index, Reason.StaleResult);
        var threshold = _part.Items[index].Check.FreshnessThreshold.TotalSeconds;
        _part.Log(index, string.Create(
            CultureInfo.InvariantCulture,
            $"Warning: The results of {(isHost ? "host" : "service")} '{_part.Items[index].Name}' are stale (threshold {threshold:0} s); it is checked now."));
        brain.Planner.Schedule(index, _part.Now.UtcMilliseconds, forced: true);
    }

    // Milliseconds after which a result is stale; 0: never.
    private long Limit(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        if (!row.Has(ItemFlags.Freshness))
        {
            return 0;
        }

        var threshold = (long)_part.Items[index].Check.FreshnessThreshold.TotalMilliseconds;
        if (_part.Switches.FreshnessOnlyOfPassiveItems)
        {
            if (threshold == 0 || row.Has(ItemFlags.ActiveChecks) || !row.Has(ItemFlags.PassiveChecks))
            {
                return 0;
            }
        }
        else if (threshold == 0)
        {
            threshold = brain.Planner.Rhythm(index);
        }

        var older = _part.Switches.StaleOnlyWhenOlder ? MillisecondsOfASecond : 0;
        return threshold == 0 ? 0 : threshold + older + (long)_part.Settings.AdditionalFreshnessLatency.TotalMilliseconds;
    }
}
