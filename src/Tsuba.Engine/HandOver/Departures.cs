using System.Buffers;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Storage;
using Tsuba.Model.Items;

namespace Tsuba.Engine.HandOver;

/// <summary>
/// Takes the state of hosts out of a part whose new configuration no longer has them. It is kept in the part's own state until it has
/// arrived elsewhere, so a crash or a takeover in between loses nothing. Source: design 2.7.
/// </summary>
internal sealed class Departures(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>
    /// Keeps the state of hosts and their services. To be called while the old configuration is still linked. Of what left before nothing stays but that of hosts that are to leave still: an
    /// arbiter that goes on with a move gives out a configuration of its own. And that of hosts that are awaited: they may never have arrived where they come from.
    /// </summary>
    /// <param name="hosts">Hosts that are to leave.</param>
    /// <param name="awaited">Hosts whose state comes from another part.</param>
    public void Keep(IReadOnlySet<string> hosts, IReadOnlySet<string> awaited)
    {
        foreach (var host in _part.Departures.Keys.Where(host => !Stays(host, hosts, awaited)).ToList())
        {
            _part.Departures.Remove(host);
        }

        if (hosts.Count == 0)
        {
            return;
        }

        var itemsOf = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var index = 0; index < _part.Items.Length; index++)
        {
            var host = _part.Items[index].Name.Host;

            // What has not arrived here itself cannot be given on: its state is still with the part before.
            if (!hosts.Contains(host) || _part.Rows[index].Has(ItemFlags.Awaited))
            {
                continue;
            }

            if (!itemsOf.TryGetValue(host, out var items))
            {
                itemsOf.Add(host, items = []);
            }

            items.Add(index);
        }

        var comments = _part.Comments.Values.ToLookup(comment => comment.Item);
        var downtimes = _part.Downtimes.Values.ToLookup(downtime => downtime.Item);
        foreach (var (host, items) in itemsOf)
        {
            var state = new HostState(_part.Options.Part, _part.LastEventId, _part.LastProblemId)
            {
                LeftUtc = _part.Now.UtcMilliseconds,
                Commands = _part.Semantics >= SemanticsVersions.MarksByHost ? [.. _part.HostMarks.Of(host)] : null,
            };
            foreach (var index in items)
            {
                var id = _part.Items[index].Id;
                state.Items.Add(Describe(index, comments[id], downtimes[id]));
                state.Dependencies.AddRange(_part.SimpleDependencies.Where(pair => pair.Son == id));
            }

            var bytes = new ArrayBufferWriter<byte>();
            using var writer = new StateWriter(bytes);
            HostStateCodec.Write(state, writer);
            writer.Finish();
            _part.Departures[host] = bytes.WrittenMemory.ToArray();
        }
    }

    /// <summary>The states have arrived: nothing stays but what hosts left that are awaited here.</summary>
    public void Release()
    {
        foreach (var host in _part.Departures.Keys.Where(host => _part.Semantics < SemanticsVersions.DeparturesReturn || !IsAwaited(host)).ToList())
        {
            _part.Departures.Remove(host);
        }
    }

    /// <summary>Takes out the state of a host that is awaited here; null: none stayed.</summary>
    public byte[]? TakeReturning(string host) => _part.Semantics >= SemanticsVersions.DeparturesReturn && _part.Departures.Remove(host, out var state) ? state : null;

    private bool Stays(string host, IReadOnlySet<string> leaving, IReadOnlySet<string> awaited) =>
        (_part.Semantics >= SemanticsVersions.DeparturesStay && leaving.Contains(host)) || (_part.Semantics >= SemanticsVersions.DeparturesReturn && awaited.Contains(host));

    private bool IsAwaited(string host) => _part.Find(ItemId.OfHost(host)) is >= 0 and var index && _part.Rows[index].Has(ItemFlags.Awaited);

    /// <summary>
    /// Takes out the states of hosts that a configuration has again, although they never arrived elsewhere. To be called while the old configuration is still linked.
    /// </summary>
    /// <param name="hosts">The hosts of the new configuration.</param>
    /// <param name="awaited">Hosts whose state comes from another part: what is kept here of them is older.</param>
    public SortedDictionary<string, byte[]> TakeReturning(IEnumerable<string> hosts, IReadOnlySet<string> awaited)
    {
        var returning = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (_part.Semantics < SemanticsVersions.DeparturesReturn || _part.Departures.Count == 0)
        {
            return returning;
        }

        foreach (var host in hosts.Where(host => !awaited.Contains(host) && _part.Find(ItemId.OfHost(host)) < 0))
        {
            if (_part.Departures.Remove(host, out var state))
            {
                returning.Add(host, state);
            }
        }

        return returning;
    }

    private ItemState Describe(int index, IEnumerable<Comments.Comment> comments, IEnumerable<Downtimes.Downtime> downtimes)
    {
        var id = _part.Items[index].Id;
        return new ItemState(id)
        {
            Row = LogicalTimes.ToUtc(_part.Rows[index], _part.Now),
            AcknowledgementEnd = _part.AcknowledgementEnds.TryGetValue(id, out var end) ? end : null,
            Maintenance = _part.Maintenance.TryGetValue(id, out var mark) ? mark : null,
            Told = _part.Told.GetValueOrDefault(id),
            Held = _part.Held.GetValueOrDefault(id),
            Overrides = _part.Overrides.GetValueOrDefault(id),
            Comments = [.. comments],
            Downtimes = [.. downtimes],
            MaintenanceCheck = _part.MaintenanceChecks.TryGetValue(id, out var check) ? check : null,
            LastSnapshotUtc = _part.LastSnapshots.TryGetValue(id, out var last) ? _part.ToUtc(last) : null,
            Recurrences = [.. _part.Recurrences.Values.Where(recurrence => recurrence.Item == id)],
        };
    }
}
