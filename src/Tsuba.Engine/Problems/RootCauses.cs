using System.Collections.Immutable;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Problems;

/// <summary>
/// Tells roots from impacts. A confirmed problem above which nothing fails is a root; whatever stands below a failing item (hosts that no
/// parent connects, services of a host, dependents, rules over it) is an impact, and keeps the roots that it suffers from. The root's
/// business impact is the highest of its impacts'. Source: reference/shinken.md 4.4.
/// </summary>
internal sealed class RootCauses(Brain brain)
{
    // A loop of relations that the configuration checks did not find must not keep a turn from ending.
    private const int MostVisitsOfAnItem = 8;

    private readonly Part _part = brain.Part;
    private readonly Queue<int> _changed = new();
    private readonly List<int> _failing = [];
    private readonly SortedSet<ItemId> _sources = [];
    private readonly List<ItemId> _deferred = [];
    private bool _defers;

    /// <summary>The state of an item changed: judges it and all that stands below it anew.</summary>
    public void Refresh(int index)
    {
        Update(index);
        EnqueueDependents(index);
        for (var left = MostVisitsOfAnItem * (long)_part.Rows.Length; left > 0 && _changed.TryDequeue(out var next); left--)
        {
            if (Update(next))
            {
                EnqueueDependents(next);
            }
        }

        _changed.Clear();
    }

    /// <summary>Judges everything anew that is or was affected by a problem, because the configuration changed.</summary>
    public void RefreshAll()
    {
        foreach (var item in _deferred)
        {
            Free(_part.Find(item));
        }

        _deferred.Clear();
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            ref readonly var row = ref _part.Rows[index];
            if (row.State != 0 || row.Has(ItemFlags.Problem) || (_part.Roots.Count > 0 && _part.Roots.ContainsKey(_part.Items[index].Id)))
            {
                Refresh(index);
            }
        }
    }

    /// <summary>Forgets an item that is gone. The rows of a new configuration are not there yet, so what is to be told waits for <see cref="RefreshAll"/>.</summary>
    public void Forget(ItemId item)
    {
        _defers = true;
        Replace(item, []);
        if (_part.Impacts.TryGetValue(item, out var impacts))
        {
            foreach (var impact in impacts.ToArray())
            {
                Replace(impact, _part.Roots[impact].Remove(item));
                _deferred.Add(impact);
            }
        }

        _defers = false;
    }

    /// <summary>Indices of what fails right above an item; for explanations.</summary>
    public List<int> FailingAbove(int index)
    {
        CollectFailing(index);
        return [.. _failing];
    }

    /// <summary>Derives the impacts of each root from the roots of each impact.</summary>
    public void Relink()
    {
        _part.Impacts.Clear();
        foreach (var (impact, sources) in _part.Roots)
        {
            foreach (var source in sources)
            {
                ImpactsOf(source).Add(impact);
            }
        }
    }

    private bool Update(int index)
    {
        ref var row = ref _part.Rows[index];
        var id = _part.Items[index].Id;
        CollectFailing(index);
        var isProblem = row.State != 0 && row.StateType == StateType.Hard && row.Has(ItemFlags.Checked) && _failing.Count == 0;
        var known = _part.Roots.Count > 0 && _part.Roots.TryGetValue(id, out var sources) ? sources : [];
        var now = Sources(id, known);
        if (isProblem == row.Has(ItemFlags.Problem) && now == known)
        {
            return false;
        }

        row.Set(ItemFlags.Problem, isProblem);
        if (now != known)
        {
            Replace(id, now);
            Show(index, known.IsEmpty, now.IsEmpty);
        }

        _part.Touch(index);
        return true;
    }

    private void Show(int index, bool wasFree, bool isFree)
    {
        ref var row = ref _part.Rows[index];
        if (wasFree)
        {
            _part.Decide(index, Reason.BecameImpact, detail: Names(index));
            row.Set(ItemFlags.UnseenImpact, row.State == 0);
        }
        else if (isFree)
        {
            _part.Decide(index, Reason.ImpactEnded);
            row.Set(ItemFlags.UnseenImpact, false);
        }
    }

    private string Names(int index) => string.Join(',', _part.Roots[_part.Items[index].Id]
        .Select(source => _part.Find(source) is var at and >= 0 ? _part.Items[at].Name.ToString() : ""));

    // The roots among what fails above, and the roots of what is no root itself. The known ones are handed back if nothing differs.
    private ImmutableArray<ItemId> Sources(ItemId id, ImmutableArray<ItemId> known)
    {
        if (_failing.Count == 0)
        {
            return known.IsEmpty ? known : [];
        }

        _sources.Clear();
        foreach (var master in _failing)
        {
            var masterId = _part.Items[master].Id;
            if (_part.Rows[master].Has(ItemFlags.Problem))
            {
                _sources.Add(masterId);
            }
            else if (_part.Roots.TryGetValue(masterId, out var further))
            {
                _sources.UnionWith(further);
            }
        }

        _sources.Remove(id);
        return _sources.SetEquals(known) ? known : [.. _sources];
    }

    private void CollectFailing(int index)
    {
        _failing.Clear();
        if (_part.IsHost(index))
        {
            CollectParents((Host)_part.Items[index]);
        }
        else if (_part.Items[index].Check.DependsOnHost && Fails(_part.HostOf[index]) && !brain.Rules.Members(_part.HostOf[index]).Contains(index))
        {
            _failing.Add(_part.HostOf[index]);
        }

        brain.ItemFilter.CollectFailedMasters(index, _failing);
        if (_part.Rows[index].State != 0)
        {
            foreach (var member in brain.Rules.Members(index))
            {
                if (_part.Rows[member].LastHardState != 0)
                {
                    _failing.Add(member);
                }
            }
        }
    }

    // One parent that is up connects the host, whatever the others say.
    private void CollectParents(Host host)
    {
        foreach (var parent in host.Parents)
        {
            var index = _part.Find(parent.Id);
            if (index < 0)
            {
                continue;
            }

            if (!Fails(index))
            {
                _failing.Clear();
                return;
            }

            _failing.Add(index);
        }
    }

    // A host that is cut off counts as failing until its own check says otherwise.
    private bool Fails(int index) => _part.Rows[index].State != 0 || _part.Rows[index].Has(ItemFlags.UnseenImpact);

    private void EnqueueDependents(int index)
    {
        if (_part.IsHost(index))
        {
            var host = (Host)_part.Items[index];
            foreach (var child in host.Children)
            {
                Enqueue(child.Id);
            }

            foreach (var service in host.Services)
            {
                Enqueue(service.Id);
            }
        }

        foreach (var dependent in _part.Masters.DependentsOf(_part.Items[index].Id))
        {
            Enqueue(dependent);
        }

        // Most parts have none, and the enumerator of a sorted set is not free.
        if (_part.SimpleDependencies.Count > 0)
        {
            EnqueueSons(_part.Items[index].Id);
        }

        foreach (var owner in brain.Rules.Owners(index))
        {
            _changed.Enqueue(owner);
        }
    }

    private void EnqueueSons(ItemId item)
    {
        foreach (var (son, father) in _part.SimpleDependencies)
        {
            if (father == item)
            {
                Enqueue(son);
            }
        }
    }

    private void Enqueue(ItemId item)
    {
        var index = _part.Find(item);
        if (index >= 0)
        {
            _changed.Enqueue(index);
        }
    }

    private void Replace(ItemId item, ImmutableArray<ItemId> sources)
    {
        foreach (var source in _part.Roots.GetValueOrDefault(item, []))
        {
            if (_part.Impacts.TryGetValue(source, out var impacts) && impacts.Remove(item) && impacts.Count == 0)
            {
                _part.Impacts.Remove(source);
            }

            Touch(source);
        }

        if (sources.IsEmpty)
        {
            _part.Roots.Remove(item);
            return;
        }

        _part.Roots[item] = sources;
        foreach (var source in sources)
        {
            ImpactsOf(source).Add(item);
            Touch(source);
        }
    }

    private SortedSet<ItemId> ImpactsOf(ItemId source)
    {
        if (!_part.Impacts.TryGetValue(source, out var impacts))
        {
            _part.Impacts[source] = impacts = [];
        }

        return impacts;
    }

    private void Free(int index)
    {
        if (index < 0)
        {
            return;
        }

        if (!_part.Roots.ContainsKey(_part.Items[index].Id) && _part.Rows[index].Has(ItemFlags.UnseenImpact))
        {
            _part.Rows[index].Set(ItemFlags.UnseenImpact, false);
        }

        _part.Touch(index);
    }

    private void Touch(ItemId item)
    {
        if (_defers)
        {
            _deferred.Add(item);
            return;
        }

        var index = _part.Find(item);
        if (index >= 0)
        {
            _part.Touch(index);
        }
    }
}
