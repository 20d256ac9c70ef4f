using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.ExternalCommands;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Engine.HandOver;

/// <summary>
/// Puts the state of hosts that came from another part in the place of awaited items. Comments and downtimes get numbers of this part;
/// ids of problems and events stay, and no lower ones are given out, so that no notification is taken for an earlier one.
/// Source: design 2.7.
/// </summary>
internal sealed class Arrivals(Brain brain)
{
    // Longer than hosts are held up on their way.
    private const long LongestWayMs = 120_000;

    private readonly Part _part = brain.Part;

    /// <summary>Takes a departure of another part. What is no departure has no effect.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (HostStateCodec.TryRead(bytes, _part.Texts) is not { } state)
        {
            return;
        }

        _part.LastEventId = Math.Max(_part.LastEventId, state.LastEventId);
        _part.LastProblemId = Math.Max(_part.LastProblemId, state.LastProblemId);
        var taken = state.Items.Select(item => (Item: item, Index: _part.Find(item.Item))).Where(pair => pair.Index >= 0 && _part.Rows[pair.Index].Has(ItemFlags.Awaited)).ToList();
        foreach (var (item, _) in taken)
        {
            foreach (var downtime in item.Downtimes)
            {
                _part.ArrivedDowntimes[(state.Part, downtime.Id)] = ++_part.LastDowntimeId;
            }
        }

        foreach (var (item, index) in taken)
        {
            Take(index, item, state.Part, Reference(state));
        }

        if (taken.Count > 0)
        {
            // What it left here before is older.
            brain.Departures.TakeReturning(_part.Items[taken[0].Index].Name.Host);
        }

        if (taken.Count > 0 && _part.Semantics >= SemanticsVersions.MarksByHost)
        {
            foreach (var (source, number) in state.Commands ?? [])
            {
                _part.HostMarks.IsNew(_part.Items[taken[0].Index].Name.Host, CommandMarks.NameOf(_part.Semantics, source), number);
            }
        }

        foreach (var pair in state.Dependencies.Where(pair => taken.Exists(entry => entry.Item.Item == pair.Son) && _part.Find(pair.Father) >= 0))
        {
            _part.SimpleDependencies.Add(pair);
        }

        // Dues and timers last, when everything that they look at is there.
        foreach (var (_, index) in taken)
        {
            brain.Planner.Keep(index);
            brain.Launcher.Resume(index);
            _part.Touch(index);
            brain.Roots.Refresh(index);
            brain.Contexts.Refresh(index);
        }
    }

    /// <summary>What is still awaited of these hosts goes on with what it left here before, or else begins as new items do.</summary>
    public void End(IReadOnlySet<string> hosts)
    {
        foreach (var host in hosts.Order(StringComparer.Ordinal).Where(host => _part.Find(ItemId.OfHost(host)) is >= 0 and var index && _part.Rows[index].Has(ItemFlags.Awaited)))
        {
            if (brain.Departures.TakeReturning(host) is { } state)
            {
                Take(state);
            }
        }

        var isAnyAwaited = false;
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            if (!_part.Rows[index].Has(ItemFlags.Awaited))
            {
                continue;
            }

            if (!hosts.Contains(_part.Items[index].Name.Host))
            {
                isAnyAwaited = true;
                continue;
            }

            _part.Rows[index].Set(ItemFlags.Awaited, false);
            brain.Activation.Begin(index);
            brain.Maintenance.Plan(index);
            brain.MaintenanceChecks.Begin(index);
            brain.Contexts.Refresh(index);
        }

        if (!isAnyAwaited)
        {
            _part.ArrivedDowntimes.Clear();
        }
    }

    // By wall clocks the phase of a check stays although the host was on its way. Where they differ by more than a way can take, they are wrong, or the way was
    // long: its times go on from its departure then, as if there had been no way, and nothing waits for the difference of two clocks.
    private EngineTime Reference(HostState state) =>
        state.LeftUtc == 0 || _part.Now.UtcMilliseconds - state.LeftUtc is >= 0 and <= LongestWayMs
            ? _part.Now
            : new EngineTime(state.LeftUtc, _part.Now.LogicalMilliseconds);

    private void Take(int index, ItemState item, int from, EngineTime reference)
    {
        brain.Activation.Inherit(index, LogicalTimes.ToLogical(item.Row, reference));
        if (_part.Semantics >= SemanticsVersions.NumbersGoOn && _part.Rows[index].Occurrence <= _part.LastGoneOccurrence)
        {
            // It may have been here before, and gone elsewhere as a new one since.
            _part.Rows[index].Occurrence = _part.LastGoneOccurrence + 1;
        }

        if (item.AcknowledgementEnd is { } end)
        {
            _part.AcknowledgementEnds[item.Item] = end;
            _part.Calendar.Add(new CalendarTimer(end, index, CalendarTimerKind.AcknowledgementEnd, 0));
        }

        if (item.Told is { } told)
        {
            _part.Told[item.Item] = told;
        }

        if (item.Held is { } held)
        {
            _part.Held[item.Item] = held;
        }

        if (item.Overrides is { } overrides)
        {
            _part.Overrides[item.Item] = overrides;
            brain.Activation.Join(overrides);
        }

        brain.Maintenance.Arrived(index, item.Maintenance);
        var comments = new Dictionary<ulong, ulong>();
        foreach (var comment in item.Comments)
        {
            comments[comment.Id] = Add(index, comment);
        }

        foreach (var downtime in item.Downtimes)
        {
            Add(downtime, from, comments);
        }

        TakeSchedules(index, item, from, comments, reference);
    }

    private void TakeSchedules(int index, ItemState item, int from, Dictionary<ulong, ulong> comments, EngineTime reference)
    {
        if (item.MaintenanceCheck is { } check)
        {
            brain.MaintenanceChecks.Arrived(index, check with { DowntimeId = _part.ArrivedDowntimes.GetValueOrDefault((from, check.DowntimeId)) });
        }

        if (item.LastSnapshotUtc is { } last)
        {
            _part.LastSnapshots[item.Item] = last - reference.UtcMilliseconds + reference.LogicalMilliseconds;
        }

        foreach (var recurrence in item.Recurrences)
        {
            brain.Comments.Remove(comments.GetValueOrDefault(recurrence.CommentId));
            brain.Recurrences.Arrived(index, recurrence);
        }
    }

    private ulong Add(int index, Comment comment)
    {
        var arrived = comment with { Id = ++_part.LastCommentId };
        _part.Comments[arrived.Id] = arrived;
        brain.Comments.Watch(index, arrived);
        _part.Out.Events.Add(new CommentAdded { Comment = arrived });
        return arrived.Id;
    }

    // A trigger that stayed behind can start nothing any more: without it a triggered downtime begins with the next problem.
    private void Add(Downtime downtime, int from, Dictionary<ulong, ulong> comments)
    {
        var arrived = downtime with
        {
            Id = _part.ArrivedDowntimes[(from, downtime.Id)],
            TriggeredBy = _part.ArrivedDowntimes.GetValueOrDefault((from, downtime.TriggeredBy)),
            CommentId = comments.GetValueOrDefault(downtime.CommentId),
        };
        _part.Downtimes[arrived.Id] = arrived;
        brain.Downtimes.Watch(arrived);
        _part.Out.Events.Add(new DowntimeChanged { Downtime = arrived });
    }
}
