using System.Globalization;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Downtimes;

/// <summary>Keeps downtimes of items and contacts, begins and ends them. Source: reference/shinken.md 4.7.</summary>
internal sealed class DowntimeBook(Brain brain)
{
    private const string Automatic = "(Nagios Process)";

    private readonly Part _part = brain.Part;

    /// <summary>Enters a downtime with its automatic comment; begins it if its time has come. Returns its id.</summary>
    public ulong Add(int index, DowntimeRequest request)
    {
        // A triggered downtime follows its trigger, so it is flexible whatever was asked for.
        var isFixed = request.IsFixed && request.TriggeredBy == 0;
        var downtime = new Downtime
        {
            Id = ++_part.LastDowntimeId,
            Item = _part.Items[index].Id,
            EntryUtcMilliseconds = _part.Now.UtcMilliseconds,
            StartUtcMilliseconds = request.StartUtc,
            EndUtcMilliseconds = request.EndUtc,
            IsFixed = isFixed,
            Duration = isFixed ? TimeSpan.FromMilliseconds(request.EndUtc - request.StartUtc) : request.Duration,
            TriggeredBy = request.TriggeredBy,
            Author = request.Author,
            Text = request.Text,
        };
        var comment = brain.Comments.Add(index, CommentKind.Downtime, isExternal: false, isPersistent: false, Automatic, Describe(downtime));
        downtime = downtime with { CommentId = comment };
        Put(downtime);
        Watch(downtime);
        if (request.TriggeredBy != 0 && _part.Downtimes.TryGetValue(request.TriggeredBy, out var trigger) && trigger.IsActive)
        {
            Begin(downtime);
        }

        return downtime.Id;
    }

    /// <summary>Enters a downtime of a contact.</summary>
    public ulong AddForContact(string contact, long startUtc, long endUtc, string author, string text)
    {
        var downtime = new Downtime
        {
            Id = ++_part.LastDowntimeId,
            Item = ItemId.None,
            Contact = contact,
            EntryUtcMilliseconds = _part.Now.UtcMilliseconds,
            StartUtcMilliseconds = startUtc,
            EndUtcMilliseconds = endUtc,
            IsFixed = true,
            Duration = TimeSpan.FromMilliseconds(endUtc - startUtc),
            Author = author,
            Text = text,
        };
        Put(downtime);
        Watch(downtime);
        return downtime.Id;
    }

    /// <summary>Sets the timer of a downtime's next step.</summary>
    public void Watch(Downtime downtime)
    {
        var index = IndexOf(downtime);
        if (downtime.IsActive)
        {
            _part.Calendar.Add(new CalendarTimer(downtime.ActualEndUtcMilliseconds, index, CalendarTimerKind.DowntimeEnd, downtime.Id));
        }
        else if (downtime.IsFixed)
        {
            _part.Calendar.Add(new CalendarTimer(downtime.StartUtcMilliseconds, index, CalendarTimerKind.DowntimeStart, downtime.Id));
        }
        else
        {
            _part.Calendar.Add(new CalendarTimer(downtime.EndUtcMilliseconds, index, CalendarTimerKind.DowntimeEnd, downtime.Id));
        }
    }

    /// <summary>The start of a fixed downtime has come.</summary>
    public void OnStart(ulong id)
    {
        if (!_part.Downtimes.TryGetValue(id, out var downtime) || downtime.IsActive)
        {
            return;
        }

        Begin(downtime);
    }

    /// <summary>The end of a downtime has come, or the time in which a flexible one could begin is over.</summary>
    public void OnEnd(ulong id)
    {
        if (!_part.Downtimes.TryGetValue(id, out var downtime))
        {
            return;
        }

        Remove(downtime, cancelled: false);
    }

    /// <summary>A problem was confirmed: flexible downtimes of the item whose time has come begin.</summary>
    public void StartFlexible(int index)
    {
        var item = _part.Items[index].Id;
        var now = _part.Now.UtcMilliseconds;
        var due = _part.Downtimes.Values
            .Where(downtime => downtime.Item == item && !downtime.IsFixed && !downtime.IsActive && downtime.TriggeredBy == 0
                && downtime.StartUtcMilliseconds <= now && now < downtime.EndUtcMilliseconds)
            .ToList();
        foreach (var downtime in due)
        {
            Unwatch(downtime);
            Begin(downtime);
        }
    }

    /// <summary>Deletes a downtime, and those that it triggered; false if there is none of that id.</summary>
    public bool Delete(ulong id)
    {
        if (!_part.Downtimes.TryGetValue(id, out var downtime))
        {
            return false;
        }

        Unwatch(downtime);
        Remove(downtime, cancelled: true);
        foreach (var triggered in _part.Downtimes.Values.Where(other => other.TriggeredBy == id).Select(other => other.Id).ToList())
        {
            Delete(triggered);
        }

        return true;
    }

    /// <summary>Moves the end of an active downtime; false if there is none of that id.</summary>
    public bool Extend(ulong id, long endUtc)
    {
        if (!_part.Downtimes.TryGetValue(id, out var downtime))
        {
            return false;
        }

        Unwatch(downtime);
        downtime = downtime with { EndUtcMilliseconds = endUtc };
        Put(downtime);
        Watch(downtime);
        return true;
    }

    /// <summary>Ends an active downtime now, as if its time had come.</summary>
    public void EndNow(ulong id)
    {
        if (_part.Downtimes.TryGetValue(id, out var downtime))
        {
            Unwatch(downtime);
            Remove(downtime, cancelled: false);
        }
    }

    /// <summary>Deletes all downtimes that a predicate names; returns how many.</summary>
    public int DeleteAll(Func<Downtime, bool> which)
    {
        var count = 0;
        foreach (var id in _part.Downtimes.Values.Where(which).Select(downtime => downtime.Id).ToList())
        {
            count += Delete(id) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Forgets a downtime whose item is gone.</summary>
    public void Forget(Downtime downtime)
    {
        _part.Downtimes.Remove(downtime.Id);
        _part.Out.Events.Add(new DowntimeRemoved { Downtime = downtime, Cancelled = true });
    }

    private void Begin(Downtime downtime)
    {
        downtime = downtime with { IsActive = true, ActualStartUtcMilliseconds = _part.Now.UtcMilliseconds };
        Put(downtime);
        _part.Calendar.Add(new CalendarTimer(downtime.ActualEndUtcMilliseconds, IndexOf(downtime), CalendarTimerKind.DowntimeEnd, downtime.Id));
        if (downtime.Contact.Length > 0)
        {
            MoveContact(downtime, +1, "STARTED");
        }
        else
        {
            MoveItem(downtime, +1, "STARTED", NotificationType.DowntimeStart);
        }

        foreach (var id in _part.Downtimes.Values.Where(other => other.TriggeredBy == downtime.Id && !other.IsActive).Select(other => other.Id).ToList())
        {
            var triggered = _part.Downtimes[id];
            Unwatch(triggered);
            Begin(triggered);
        }
    }

    private void Remove(Downtime downtime, bool cancelled)
    {
        _part.Downtimes.Remove(downtime.Id);
        if (downtime.IsActive)
        {
            if (downtime.Contact.Length > 0)
            {
                MoveContact(downtime, -1, cancelled ? "CANCELLED" : "STOPPED");
            }
            else
            {
                MoveItem(downtime, -1, cancelled ? "CANCELLED" : "STOPPED", cancelled ? NotificationType.DowntimeCancelled : NotificationType.DowntimeEnd);
            }
        }

        if (downtime.CommentId != 0)
        {
            brain.Comments.Remove(downtime.CommentId);
        }

        _part.Out.Events.Add(new DowntimeRemoved { Downtime = downtime with { IsActive = false }, Cancelled = cancelled });
    }

    private void MoveItem(Downtime downtime, int step, string what, NotificationType type)
    {
        var index = _part.Find(downtime.Item);
        ref var row = ref _part.Rows[index];
        var outermost = step > 0 ? row.DowntimeDepth == 0 : row.DowntimeDepth == 1;
        row.DowntimeDepth = (ushort)(row.DowntimeDepth + step);
        _part.Touch(index);
        if (!outermost)
        {
            return;
        }

        brain.Contexts.Refresh(index);
        row.Set(ItemFlags.DowntimeEnded, step < 0);
        _part.Log(index, LogLines.DowntimeAlert(_part, index, what));
        brain.Campaigns.Tell(index, type, downtime.Author, downtime.Text);
    }

    private void MoveContact(Downtime downtime, int step, string what)
    {
        if (!_part.Contacts.TryGetValue(downtime.Contact, out var row))
        {
            return;
        }

        var outermost = step > 0 ? row.DowntimeDepth == 0 : row.DowntimeDepth == 1;
        row.DowntimeDepth += step;
        _part.Out.Events.Add(row.Describe());
        if (outermost)
        {
            _part.Log(-1, LogLines.ContactDowntimeAlert(downtime.Contact, what), downtime.Contact);
        }
    }

    private void Unwatch(Downtime downtime)
    {
        var index = IndexOf(downtime);
        _part.Calendar.Remove(new CalendarTimer(downtime.ActualEndUtcMilliseconds, index, CalendarTimerKind.DowntimeEnd, downtime.Id));
        _part.Calendar.Remove(new CalendarTimer(downtime.StartUtcMilliseconds, index, CalendarTimerKind.DowntimeStart, downtime.Id));
        _part.Calendar.Remove(new CalendarTimer(downtime.EndUtcMilliseconds, index, CalendarTimerKind.DowntimeEnd, downtime.Id));
    }

    private void Put(Downtime downtime)
    {
        _part.Downtimes[downtime.Id] = downtime;
        _part.Out.Events.Add(new DowntimeChanged { Downtime = downtime });
    }

    private int IndexOf(Downtime downtime) => downtime.Item == ItemId.None ? -1 : _part.Find(downtime.Item);

    private string Describe(Downtime downtime)
    {
        var start = Show(downtime.StartUtcMilliseconds);
        var end = Show(downtime.EndUtcMilliseconds);
        return downtime.IsFixed
            ? $"Fixed downtime from {start} to {end}. Nobody is notified in that time."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Flexible downtime of {downtime.Duration}, to begin with a problem between {start} and {end}. Nobody is notified in that time.");
    }

    private string Show(long utc) => TimeZoneInfo
        .ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(utc), _part.Settings.Zone)
        .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
