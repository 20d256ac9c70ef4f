using Tsuba.Engine.Dependencies;
using Tsuba.Engine.ExternalCommands;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Profiles;
using Tsuba.Engine.Timers;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Activation;

/// <summary>
/// Puts a configuration into effect. Items keep their state and the phase of their checks by id; what is gone is cleared away with an
/// event for each thing that readers know of (design 2.7).
/// </summary>
internal sealed class ConfigurationSwitch(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Activates a snapshot.</summary>
    public void Activate(ConfigurationActivated activated)
    {
        var snapshot = activated.Snapshot;
        var isFirst = _part.Snapshot is null;
        var leaving = activated.Leaving.ToHashSet(StringComparer.Ordinal);
        var awaited = activated.Awaited.ToHashSet(StringComparer.Ordinal);
        _part.ArrivedDowntimes.Clear();
        var returning = brain.Departures.TakeReturning(snapshot.Hosts.Select(host => host.Name.Host), awaited);
        brain.Departures.Keep(leaving, awaited);
        awaited.UnionWith(returning.Keys);
        var oldItems = _part.Items;
        var oldRows = _part.Rows;
        var oldIndex = _part.Index;
        Link(snapshot);
        ClearAway(oldItems, oldRows, oldIndex, leaving);
        _part.HostMarks.Keep(host => _part.Find(ItemId.OfHost(host)) >= 0);
        var fresh = new bool[_part.Rows.Length];
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            if (oldIndex.TryGetValue(_part.Items[index].Id, out var old) && !oldRows[old].Has(ItemFlags.Awaited))
            {
                Inherit(index, oldRows[old]);
            }
            else
            {
                _part.Rows[index] = Initial(_part.Items[index]);
                _part.Rows[index].Occurrence = _part.LastGoneOccurrence;
                _part.Rows[index].Set(ItemFlags.Awaited, awaited.Contains(_part.Items[index].Name.Host));
                fresh[index] = true;
            }
        }

        Contacts(snapshot);
        JoinOverrides();
        if (isFirst)
        {
            _part.Program.StartUtc = _part.Now.UtcMilliseconds;
        }

        _part.Program.Configure(snapshot.Settings);
        _part.Out.Events.Add(_part.Program.Describe(snapshot.Generation));
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            if (_part.Rows[index].Has(ItemFlags.Awaited))
            {
                continue;
            }

            if (fresh[index])
            {
                Begin(index);
                if (!isFirst)
                {
                    brain.StateLog.Added(index);
                }
            }
            else
            {
                brain.Planner.Keep(index);
            }
        }

        brain.Maintenance.Plan();
        brain.MaintenanceChecks.Plan();
        brain.PeriodLog.Plan();
        brain.StateLog.Plan();
        Rewatch();
        brain.Recurrences.LookAgain();
        if (isFirst)
        {
            brain.StateLog.Begin();
        }

        brain.Roots.RefreshAll();
        brain.Contexts.RefreshAll();
        Return(returning);
    }

    // As if their state had come from another part.
    private void Return(SortedDictionary<string, byte[]> returning)
    {
        if (returning.Count == 0)
        {
            return;
        }

        foreach (var state in returning.Values)
        {
            brain.Arrivals.Take(state);
        }

        brain.Arrivals.End(returning.Keys.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Builds the tables that follow from a snapshot; rows stay empty.</summary>
    public void Link(ConfigurationSnapshot snapshot)
    {
        var count = snapshot.Hosts.Length + snapshot.Services.Length;
        var items = new Item[count];
        for (var host = 0; host < snapshot.Hosts.Length; host++)
        {
            items[host] = snapshot.Hosts[host];
        }

        for (var service = 0; service < snapshot.Services.Length; service++)
        {
            items[snapshot.Hosts.Length + service] = snapshot.Services[service];
        }

        var index = new Dictionary<ItemId, int>(count);
        var hostOf = new int[count];
        for (var position = 0; position < count; position++)
        {
            index[items[position].Id] = position;
            hostOf[position] = items[position] is Service service ? index[service.Host.Id] : position;
        }

        _part.Snapshot = snapshot;
        _part.Settings = snapshot.Settings;
        _part.Switches = SemanticSwitches.Of(snapshot.Profile);
        _part.Periods = new PeriodClock(snapshot.Settings.Zone);
        _part.Masters = Masters.Of(snapshot);
        _part.Items = items;
        _part.Index = index;
        _part.HostOf = hostOf;
        _part.HostCount = snapshot.Hosts.Length;
        _part.Rows = new ItemRow[count];
        _part.Timers = new ItemTimers(count);
        brain.Join();
    }

    /// <summary>Reads what commands changed against the active configuration.</summary>
    public void JoinOverrides()
    {
        _part.Program.Handlers.Join(_part.Snapshot);
        foreach (var overrides in _part.Overrides.Values)
        {
            Join(overrides);
        }
    }

    /// <summary>Reads what commands changed of one item against the active configuration.</summary>
    public void Join(ItemOverrides overrides)
    {
        overrides.CheckCall = overrides.CheckCommand is { } check ? CallReader.Read(_part.Snapshot, check, out _) : null;
        overrides.SnapshotCall = overrides.SnapshotCommand is { } snapshot ? CallReader.Read(_part.Snapshot, snapshot, out _) : null;
        overrides.HandlerCall = overrides.EventHandler is { } handler ? CallReader.Read(_part.Snapshot, handler, out _) : null;
    }

    /// <summary>Begins with an item that has no state yet.</summary>
    public void Begin(int index)
    {
        brain.Planner.PlanFirst(index);
        brain.Freshness.Restart(index);
        brain.Clock.Retime(index);
        _part.Touch(index);
    }

    /// <summary>Sets all timers anew from rows, downtimes, comments and acknowledgements.</summary>
    public void Rewatch()
    {
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            brain.Clock.Retime(index);
        }

        _part.Calendar.Clear();
        foreach (var downtime in _part.Downtimes.Values)
        {
            brain.Downtimes.Watch(downtime);
        }

        foreach (var comment in _part.Comments.Values)
        {
            brain.Comments.Watch(_part.Find(comment.Item), comment);
        }

        foreach (var (item, end) in _part.AcknowledgementEnds)
        {
            _part.Calendar.Add(new CalendarTimer(end, _part.Find(item), CalendarTimerKind.AcknowledgementEnd, 0));
        }

        brain.Maintenance.Watch();
        brain.MaintenanceChecks.Watch();
        brain.Recurrences.Watch();
        brain.PeriodLog.Watch();
        brain.StateLog.Watch();
        brain.PerfdataFiles.Watch();
    }

    /// <summary>Joins contact rows to their definitions; contacts that are gone are forgotten.</summary>
    public void Contacts(ConfigurationSnapshot snapshot)
    {
        foreach (var gone in _part.Contacts.Keys.Where(name => !snapshot.Contacts.ContainsKey(name)).ToList())
        {
            _part.Contacts.Remove(gone);
        }

        foreach (var contact in snapshot.Contacts.Values)
        {
            if (_part.Contacts.TryGetValue(contact.Name, out var row))
            {
                row.Follow(contact);
            }
            else
            {
                _part.Contacts[contact.Name] = new ContactRow(contact);
            }
        }

        foreach (var downtime in _part.Downtimes.Values.Where(downtime => downtime.Contact.Length > 0 && !_part.Contacts.ContainsKey(downtime.Contact)).ToList())
        {
            brain.Downtimes.Forget(downtime);
        }
    }

    private static ItemFlags Configured(Item item)
    {
        var flags = ItemFlags.None;
        flags |= item.Check.ActiveEnabled ? ItemFlags.ActiveChecks : 0;
        flags |= item.Check.PassiveEnabled ? ItemFlags.PassiveChecks : 0;
        flags |= item.Check.FreshnessEnabled ? ItemFlags.Freshness : 0;
        flags |= item.Check.Obsess ? ItemFlags.Obsess : 0;
        flags |= item.Check.ProcessPerfdata ? ItemFlags.Perfdata : 0;
        flags |= item.Notification.Enabled ? ItemFlags.Notifications : 0;
        flags |= item.EventHandler.Enabled ? ItemFlags.EventHandler : 0;
        flags |= item.Flapping.Enabled ? ItemFlags.FlapDetection : 0;
        return flags;
    }

    private static ItemRow Initial(Item item)
    {
        var row = ItemRow.Fresh(Configured(item));
        row.State = InitialState(item);
        row.LastState = row.State;
        row.LastHardState = row.State;
        row.Output = item.Check.InitialOutput;
        row.Set(ItemFlags.Checked, item.Check.InitialState is not null);
        return row;
    }

    private static byte InitialState(Item item) => (item.Kind, item.Check.InitialState) switch
    {
        (ItemKind.Host, 'd') => 1,
        (ItemKind.Host, 'u') => 2,
        (ItemKind.Service, 'w') => 1,
        (ItemKind.Service, 'c') => 2,
        (ItemKind.Service, 'u') => 3,
        _ => 0,
    };

    /// <summary>Gives an item the state that it had. Switches that commands changed outlive the configuration; the others follow it.</summary>
    public void Inherit(int index, ItemRow old)
    {
        var kept = ModifiedAttribute.Flags(old.ModifiedAttributes);
        var configured = Configured(_part.Items[index]);
        var before = old.Flags & ItemFlags.Configured;
        old.Flags = (old.Flags & ~ItemFlags.Configured) | (before & kept) | (configured & ~kept);
        _part.Rows[index] = old;
        if (_part.Overrides.TryGetValue(_part.Items[index].Id, out var overrides))
        {
            overrides.Keep(old.ModifiedAttributes);
        }

        if ((old.Flags & ItemFlags.Configured) != before)
        {
            _part.Touch(index);
        }
    }

    private void ClearAway(Item[] oldItems, ItemRow[] oldRows, Dictionary<ItemId, int> oldIndex, HashSet<string> leaving)
    {
        for (var old = 0; old < oldItems.Length; old++)
        {
            var id = oldItems[old].Id;
            if (_part.Index.ContainsKey(id))
            {
                continue;
            }

            if (oldRows[old].Has(ItemFlags.InFlight))
            {
                _part.Out.CancelledChecks.Add((id, oldRows[old].Occurrence));
            }

            _part.NoteGone(oldRows[old].Occurrence);
            brain.Roots.Forget(id);
            _part.Told.Remove(id);
            _part.Maintenance.Remove(id);
            brain.MaintenanceChecks.Forget(id);
            _part.LastSnapshots.Remove(id);
            _part.Held.Remove(id);
            _part.Overrides.Remove(id);
            _part.AcknowledgementEnds.Remove(id);
        }

        foreach (var recurrence in _part.Recurrences.Values.Where(recurrence => !_part.Index.ContainsKey(recurrence.Item)).ToList())
        {
            _part.Recurrences.Remove(recurrence.Id);
        }

        _part.SimpleDependencies.RemoveWhere(pair => !_part.Index.ContainsKey(pair.Son) || !_part.Index.ContainsKey(pair.Father));

        foreach (var comment in _part.Comments.Values.Where(comment => !_part.Index.ContainsKey(comment.Item)).ToList())
        {
            brain.Comments.Remove(comment.Id);
        }

        foreach (var downtime in _part.Downtimes.Values.Where(downtime => downtime.Contact.Length == 0 && !_part.Index.ContainsKey(downtime.Item)).ToList())
        {
            brain.Downtimes.Forget(downtime);
        }

        // Actions of hosts that went elsewhere are carried out from here: whoever runs one knows it by this part.
        foreach (var (action, pending) in _part.Actions.Where(action => IsGone(action.Value.Item)).ToList())
        {
            _part.Actions.Remove(action);
            _part.Out.CancelledActions.Add(pending.Due.Id);
        }

        bool IsGone(ItemId item) =>
            !_part.Index.ContainsKey(item) && oldIndex.TryGetValue(item, out var old) && !leaving.Contains(oldItems[old].Name.Host);
    }
}
