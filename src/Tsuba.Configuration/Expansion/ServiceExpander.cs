using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// Makes one service per host out of each service definition: by host name, by hostgroup, by host template, and once per entry of a
/// host's list. Source: reference/shinken.md 3.2 "Service on host template", "Implicit inheritance", and 3.3.
/// </summary>
internal sealed class ServiceExpander
{
    private readonly Resolution _resolution;
    private readonly HostTable _hosts;
    private readonly HostSelector _selector;
    private readonly ServiceTable _table;
    private readonly ServiceFilter _filter;
    private readonly ObjectDraft _draft;
    private readonly PropertyName _hostName;
    private readonly PropertyName _groupName;
    private readonly PropertyName _description;
    private readonly PropertyName _foreach;
    private readonly PropertyName _groups;
    private readonly PropertyName _dependencies;
    private readonly HostInheritance _inheritance;
    private readonly PropertyName[] _required;
    private readonly ContactChecks _contactChecks;
    private readonly List<InheritedEntry> _additions = [];
    private readonly List<InheritedEntry> _lastAdditions = [];

    internal ServiceExpander(Resolution resolution, HostTable hosts, HostSelector selector, ServiceTable table)
    {
        _resolution = resolution;
        _hosts = hosts;
        _selector = selector;
        _table = table;
        _filter = new ServiceFilter(resolution, hosts);
        _draft = resolution.EmptyDraft();
        _contactChecks = new ContactChecks(resolution, ObjectType.Service);
        _inheritance = new HostInheritance(resolution, hosts);
        _hostName = resolution.Name(ObjectType.Service, "host_name");
        _groupName = resolution.Name(ObjectType.Service, "hostgroup_name");
        _description = resolution.Name(ObjectType.Service, "service_description");
        _foreach = resolution.Name(ObjectType.Service, "duplicate_foreach");
        _groups = resolution.Name(ObjectType.Service, "servicegroups");
        _dependencies = resolution.Name(ObjectType.Service, "service_dependencies");
        _required = [.. PropertyCatalogue.Rows
            .Where(row => row.Type == ObjectType.Service && row.IsRequiredIn(resolution.Profile))
            .Select(row => resolution.Name(ObjectType.Service, row.Name))];
    }

    /// <summary>Expands all service definitions and closes the table.</summary>
    internal void Expand()
    {
        foreach (var definition in _resolution.Store.Of(ObjectType.Service))
        {
            _draft.Load(definition);
            if (definition.IsTemplate)
            {
                ExpandOnTemplates(definition);
            }
            else
            {
                ExpandRegistered(definition);
            }
        }

        _table.Close();
        _filter.ReportUnused();
    }

    private void ExpandOnTemplates(Definition definition)
    {
        // Only what this definition says itself: a template below it would otherwise make the service a second time.
        var own = _draft.IndexOf(_hostName);
        if (own < 0 || _draft.Own[own].Value is not { Length: > 0 } expression)
        {
            return;
        }

        var isKnown = false;
        var chosen = SetExpression.Evaluate(
            expression,
            _hosts.All,
            name =>
            {
                isKnown |= _resolution.Templates.Find(ObjectType.Host, name) is not null;
                return _hosts.Using(name);
            },
            out var fault);
        if (fault is not null && isKnown)
        {
            _resolution.Findings.Add(
                ExpansionFindings.ExpressionMalformed, _draft.Locate(_hostName), $"host_name \"{Excerpt.Of(expression)}\": {fault}");
        }

        if (isKnown && chosen.Length > 0 && IsComplete())
        {
            Produce(definition, chosen, ServiceWay.HostTemplate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ExpandRegistered(Definition definition)
    {
        var names = _draft.Value(_hostName);
        var groups = _draft.Value(_groupName);
        if (names is null && groups is null)
        {
            _resolution.Findings.Add(
                PropertyFindings.PropertyMissing, definition.Location, "service needs host_name or hostgroup_name, or register 0 if it is a template");
            IsComplete();
            return;
        }

        if (!IsComplete())
        {
            return;
        }

        var (direct, inGroups) = _selector.ByBoth(_draft, _hostName, _groupName);
        var grouped = HostSet.Except(inGroups, direct);
        if (direct.Length + grouped.Length == 0)
        {
            _resolution.Findings.Add(
                ExpansionFindings.ExpansionEmpty,
                names is null ? _draft.Locate(_groupName) : _draft.Locate(_hostName),
                $"service \"{Excerpt.Of(_draft.Value(_description) ?? "")}\" applies to no host");
            return;
        }

        Produce(definition, direct, ServiceWay.HostName);
        if (grouped.Length > 0)
        {
            _draft.Load(definition);
            Produce(definition, grouped, ServiceWay.HostGroup);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsComplete()
    {
        var complete = true;
        if (_draft.Definition.IsCutShort)
        {
            return _draft.Value(_description) is not null;
        }

        foreach (var name in _required)
        {
            if (_draft.Value(name) is null)
            {
                complete = false;
                _resolution.Findings.Add(
                    PropertyFindings.PropertyMissing,
                    _draft.Definition.Location,
                    $"service{Described()} needs {name.Text}, in itself or in one of its templates");
            }
        }

        return complete;
    }

    private string Described() => _draft.Value(_description) is { } description ? $" \"{Excerpt.Of(description)}\"" : "";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Produce(Definition definition, int[] chosen, ServiceWay way)
    {
        _resolution.References.Check(_draft);
        if (_draft.Value(_foreach) is { } list)
        {
            ProduceForeach(definition, chosen, way, list);
            return;
        }

        var description = _draft.Value(_description)!;
        _resolution.NameChecks.Check(description, "service", _draft.Locate(_description));
        var missing = _inheritance.Missing(_draft);
        var additions = _additions;
        var last = _lastAdditions;
        last.Clear();
        var isPublished = false;
        var isChanged = false;
        (ImmutableArray<ResolvedProperty> Own, ImmutableArray<ResolvedProperty> Shared) published = default;
        foreach (var host in chosen)
        {
            if (way != ServiceWay.HostName && _filter.IsLeftOut(host, description))
            {
                continue;
            }

            if (isChanged)
            {
                _draft.Load(definition);
                isChanged = false;
            }

            additions.Clear();
            _inheritance.Collect(_draft, missing, host, additions);
            if (!isPublished || !SameValues(additions, last))
            {
                HostInheritance.Apply(_draft, additions);
                published = _draft.Publish();
                _contactChecks.Check(_draft);
                isPublished = true;
                isChanged = additions.Count > 0;
                (additions, last) = (last, additions);
            }

            if (!Add(host, description, published, definition, way))
            {
                return;
            }
        }
    }

    private static bool SameValues(List<InheritedEntry> left, List<InheritedEntry> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var index = 0; index < left.Count; index++)
        {
            if (!ReferenceEquals(left[index].Name, right[index].Name) || !ReferenceEquals(left[index].Value, right[index].Value))
            {
                return false;
            }
        }

        return true;
    }

    private void ProduceForeach(Definition definition, int[] chosen, ServiceWay way, string list)
    {
        var expander = new ForeachExpander(_resolution, _hosts, _draft.Locate(_foreach));
        foreach (var host in chosen)
        {
            foreach (var entry in expander.EntriesOf(host, list))
            {
                _draft.Load(definition);
                expander.Apply(_draft, entry);
                var description = _draft.Value(_description)!;
                _resolution.NameChecks.Check(description, "service", _draft.Locate(_description));
                if (way != ServiceWay.HostName && _filter.IsLeftOut(host, description))
                {
                    continue;
                }

                var additions = new List<InheritedEntry>();
                _inheritance.Collect(_draft, _inheritance.Missing(_draft), host, additions);
                HostInheritance.Apply(_draft, additions);
                _contactChecks.Check(_draft);
                if (!Add(host, description, _draft.Publish(), definition, way))
                {
                    return;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Add(
        int host,
        string description,
        (ImmutableArray<ResolvedProperty> Own, ImmutableArray<ResolvedProperty> Shared) published,
        Definition definition,
        ServiceWay way)
    {
        var key = string.Concat(_hosts.Names[host], ";", description);
        var resolved = new ResolvedObject(ObjectType.Service, key, published.Own, _draft.Inherited.Tags, definition.Location) { Shared = published.Shared };
        if (_table.Add(new ServiceEntry(resolved, description, definition, host, way)))
        {
            if (_draft.Value(_groups) is { } groups)
            {
                _table.Groups.Add(new PendingLink(host, description, groups, _draft.Locate(_groups)));
            }

            if (_draft.Value(_dependencies) is { } dependencies)
            {
                _table.Dependencies.Add(new PendingLink(host, description, dependencies, _draft.Locate(_dependencies)));
            }

            return true;
        }

        _resolution.Findings.Add(
            ExpansionFindings.ExpansionTooLarge, definition.Location, "the configuration has too many services; this definition and all later ones are cut off");
        return false;
    }
}
