using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>Cuts the past of every item into periods of unchanged state. Source: reference/livestatus.md 11, table statehist.</summary>
internal static class StateHistory
{
    /// <summary>The periods of a window, by item, each in ascending order.</summary>
    /// <param name="newestFirst">Alerts, states, downtimes and flapping up to the end of the window, newest first; as far back as the history goes.</param>
    /// <param name="from">Begin of the window, in UTC seconds.</param>
    /// <param name="until">Its end.</param>
    /// <param name="context">The view.</param>
    public static List<StatePeriod> Periods(IReadOnlyList<LogRow> newestFirst, long from, long until, QueryContext context)
    {
        var periods = new List<StatePeriod>();
        if (until <= from)
        {
            return periods;
        }

        var tracks = new Dictionary<LiveItem, Track>(ReferenceEqualityComparer.Instance);
        foreach (var item in context.Site.Items.Values)
        {
            tracks[item] = new Track(item, StateBefore(item, from));
        }

        foreach (var host in context.Site.Hosts)
        {
            foreach (var service in host.Services)
            {
                tracks[service].Host(tracks[host], from, from, until, periods);
            }
        }

        for (var index = newestFirst.Count - 1; index >= 0; index--)
        {
            var line = newestFirst[index];
            if (line.Item is not { } item || !tracks.TryGetValue(item, out var track))
            {
                continue;
            }

            var time = Math.Max(line.UtcMilliseconds / 1000, from);
            Apply(track, line, time, from, until, periods);
            if (item is LiveHost host)
            {
                foreach (var service in host.Services)
                {
                    tracks[service].Host(track, time, from, until, periods);
                }
            }
        }

        foreach (var track in tracks.Values)
        {
            track.Close(until, from, until, periods);
        }

        periods.Sort((left, right) => Compare(left, right));
        return periods;
    }

    // Without a line from before the window the present state tells, if it began before; else it is not known.
    private static int StateBefore(LiveItem item, long from)
    {
        var status = item.Status;
        return status.HasBeenChecked && status.LastStateChange / 1000 <= from ? (int)status.State : -1;
    }

    private static void Apply(Track track, LogRow line, long time, long from, long until, List<StatePeriod> periods)
    {
        switch (line.Class)
        {
            case LogClass.State when line.Item is { Status.HasBeenChecked: false }:
                // The line says PENDING: an item that was never checked has no state, so it was not up either.
                break;
            case LogClass.State:
                track.Change(time, from, until, periods, state: line.State, output: line.Output, number: line.Number);
                break;
            case LogClass.Alert when line.Type.Contains("DOWNTIME", StringComparison.Ordinal):
                track.Change(time, from, until, periods, inDowntime: line.StateType == "STARTED");
                break;
            case LogClass.Alert when line.Type.Contains("FLAPPING", StringComparison.Ordinal):
                track.Change(time, from, until, periods, isFlapping: line.StateType == "STARTED");
                break;
            case LogClass.Alert:
                track.Change(time, from, until, periods, state: line.State, output: line.Output, number: line.Number);
                break;
        }
    }

    private static int Compare(StatePeriod left, StatePeriod right)
    {
        var byHost = string.CompareOrdinal(left.Item.Definition.Name.Host, right.Item.Definition.Name.Host);
        if (byHost != 0)
        {
            return byHost;
        }

        var byService = string.CompareOrdinal(left.Item.Definition.Name.Description, right.Item.Definition.Name.Description);
        return byService != 0 ? byService : left.From.CompareTo(right.From);
    }

    /// <summary>One item on its way through the window.</summary>
    private sealed class Track(LiveItem item, int state)
    {
        private long _since = long.MinValue;
        private int _state = state;
        private bool _hostDown;
        private bool _inDowntime;
        private bool _inHostDowntime;
        private bool _isFlapping;
        private string _output = "";
        private long _number;

        public void Change(
            long time, long from, long until, List<StatePeriod> periods, int? state = null, bool? inDowntime = null, bool? isFlapping = null, string? output = null, long? number = null)
        {
            if ((state ?? _state) != _state || (inDowntime ?? _inDowntime) != _inDowntime || (isFlapping ?? _isFlapping) != _isFlapping)
            {
                Close(time, from, until, periods);
                _state = state ?? _state;
                _inDowntime = inDowntime ?? _inDowntime;
                _isFlapping = isFlapping ?? _isFlapping;
                _output = output ?? _output;
                _number = number ?? _number;
            }
        }

        public void Host(Track host, long time, long from, long until, List<StatePeriod> periods)
        {
            var isDown = host._state > 0;
            if (isDown != _hostDown || host._inDowntime != _inHostDowntime)
            {
                Close(time, from, until, periods);
                (_hostDown, _inHostDowntime) = (isDown, host._inDowntime);
            }
        }

        public void Close(long time, long from, long until, List<StatePeriod> periods)
        {
            var begin = Math.Max(_since, from);
            var end = Math.Min(time, until);
            if (end > begin)
            {
                periods.Add(new StatePeriod
                {
                    Item = item,
                    From = begin,
                    Until = end,
                    Window = until - from,
                    State = _state,
                    HostDown = _hostDown,
                    InDowntime = _inDowntime,
                    InHostDowntime = _inHostDowntime,
                    IsFlapping = _isFlapping,
                    Output = _output,
                    Number = _number,
                });
            }

            _since = end;
        }
    }
}
