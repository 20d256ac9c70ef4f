using System.Globalization;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Recurrences;

/// <summary>
/// Downtimes that come again with each window of a time period, so they follow the wall clock over daylight-saving nights. Each window
/// gets one ordinary fixed downtime, which is told, shown and deleted like any other; deleting it ends it for that window.
/// A comment on the item tells of the recurrence and of its number.
/// </summary>
internal sealed class RecurrenceBook(Brain brain)
{
    private const long SearchSeconds = 366 * 86_400;

    private readonly Part _part = brain.Part;

    /// <summary>Enters a recurrence and begins with the window that is open, if one is.</summary>
    public void Add(int index, string period, long untilUtc, string author, string text) => Add(index, period, untilUtc, author, text, 0);

    /// <summary>Goes on with a recurrence as another part left it, under a number of this one.</summary>
    public void Arrived(int index, Recurrence recurrence) =>
        Add(index, recurrence.Period, recurrence.UntilUtc, recurrence.Author, recurrence.Text, recurrence.WindowEndUtcSeconds);

    private void Add(int index, string period, long untilUtc, string author, string text, long windowEnd)
    {
        var id = ++_part.LastDowntimeId;
        var comment = brain.Comments.Add(
            index,
            CommentKind.Downtime,
            isExternal: true,
            isPersistent: true,
            author,
            string.Create(CultureInfo.InvariantCulture, $"Recurrent downtime {id} in each window of the time period '{period}': {text}"));
        var recurrence = new Recurrence
        {
            Id = id,
            Item = _part.Items[index].Id,
            Period = period,
            UntilUtc = untilUtc,
            Author = author,
            Text = text,
            CommentId = comment,
            NextUtc = _part.Now.UtcMilliseconds,
            WindowEndUtcSeconds = windowEnd,
        };
        _part.Recurrences[id] = recurrence;
        _part.Calendar.Add(Timer(recurrence));
    }

    /// <summary>Deletes a recurrence; the downtime of an open window stays. False if there is none of that number.</summary>
    public bool Delete(ulong id)
    {
        if (!_part.Recurrences.Remove(id, out var recurrence))
        {
            return false;
        }

        _part.Calendar.Remove(Timer(recurrence));
        brain.Comments.Remove(recurrence.CommentId);
        return true;
    }

    /// <summary>Deletes the recurrences of an item; returns how many.</summary>
    public int DeleteAll(int index)
    {
        var item = _part.Items[index].Id;
        return _part.Recurrences.Values.Where(recurrence => recurrence.Item == item).Select(recurrence => recurrence.Id).ToList().Count(Delete);
    }

    /// <summary>Sets the timers as the recurrences say.</summary>
    public void Watch()
    {
        foreach (var recurrence in _part.Recurrences.Values)
        {
            _part.Calendar.Add(Timer(recurrence));
        }
    }

    /// <summary>The wall clock was set, or the periods changed: every recurrence is looked at now.</summary>
    public void LookAgain()
    {
        foreach (var recurrence in _part.Recurrences.Values.ToArray())
        {
            Put(recurrence with { NextUtc = _part.Now.UtcMilliseconds });
        }
    }

    /// <summary>A window may have begun.</summary>
    public void OnDue(ulong id)
    {
        if (!_part.Recurrences.TryGetValue(id, out var recurrence))
        {
            return;
        }

        var now = _part.Now.UtcSeconds;
        if (recurrence.UntilUtc > 0 && _part.Now.UtcMilliseconds >= recurrence.UntilUtc)
        {
            Delete(id);
            return;
        }

        var index = _part.Find(recurrence.Item);
        if (_part.Snapshot is not { } snapshot || !snapshot.TimePeriods.TryGetValue(recurrence.Period, out var period))
        {
            // The period is gone with a configuration; it may come back with another.
            _part.Decide(index, Reason.RecurrencePeriodGone, detail: recurrence.Period);
            Put(recurrence with { NextUtc = (now + SearchSeconds) * 1000 });
            return;
        }

        if (!_part.Periods.Contains(period, now))
        {
            Put(recurrence with { NextUtc = NextStart(period, now) });
            return;
        }

        Open(index, recurrence, period);
    }

    private void Open(int index, Recurrence recurrence, TimePeriod period)
    {
        var end = MaintenanceWindows.EndOfWindow(_part, period, recurrence.WindowEndUtcSeconds);
        if (recurrence.WindowEndUtcSeconds != end)
        {
            brain.Downtimes.Add(
                index,
                new DowntimeRequest(_part.Now.UtcMilliseconds, end * 1000, IsFixed: true, TriggeredBy: 0, TimeSpan.Zero, recurrence.Author, recurrence.Text));
        }

        Put(recurrence with { WindowEndUtcSeconds = end, NextUtc = NextStart(period, end) });
    }

    private long NextStart(TimePeriod period, long fromUtcSeconds) =>
        (_part.Periods.NextValid(period, fromUtcSeconds) ?? fromUtcSeconds + SearchSeconds) * 1000;

    private void Put(Recurrence recurrence)
    {
        _part.Calendar.Remove(Timer(_part.Recurrences[recurrence.Id]));
        _part.Recurrences[recurrence.Id] = recurrence;
        _part.Calendar.Add(Timer(recurrence));
    }

    private CalendarTimer Timer(Recurrence recurrence) =>
        new(recurrence.NextUtc, _part.Find(recurrence.Item), CalendarTimerKind.Recurrence, recurrence.Id);
}
