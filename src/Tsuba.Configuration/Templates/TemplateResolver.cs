using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Templates;

/// <summary>
/// Applies <c>use</c>: for each property the object's own value, else that of the first template, depth first, that has one;
/// <c>null</c> ends the search, <c>+value</c> adds to what it finds. Source: reference/shinken.md 3.2.
/// </summary>
internal sealed class TemplateResolver
{
    private const int DeepestChain = 200;

    private readonly DefinitionStore _store;
    private readonly FindingLog _findings;
    private readonly CompatibilityProfile _profile;
    private readonly Dictionary<string, Definition>[] _templates;
    private readonly Dictionary<string, InheritedSet>[] _byUse;
    private readonly Dictionary<Definition, InheritedSet> _full = [];
    private readonly InheritedSet[] _nothing;
    private readonly List<Definition> _path = [];

    internal TemplateResolver(DefinitionStore store, FindingLog findings, CompatibilityProfile profile)
    {
        _store = store;
        _findings = findings;
        _profile = profile;
        var types = Enum.GetValues<ObjectType>();
        _templates = [.. types.Select(_ => new Dictionary<string, Definition>(StringComparer.Ordinal))];
        _byUse = [.. types.Select(_ => new Dictionary<string, InheritedSet>(StringComparer.Ordinal))];
        _nothing = [.. types.Select(type => new InheritedSet([], [], store.NamesOf(type).SlotCount))];
        foreach (var type in types)
        {
            AddTemplates(type);
        }
    }

    /// <summary>The template of a name, or null.</summary>
    internal Definition? Find(ObjectType type, string name) => _templates[(int)type].GetValueOrDefault(name);

    /// <summary>The templates of a type.</summary>
    internal IReadOnlyDictionary<string, Definition> TemplatesOf(ObjectType type) => _templates[(int)type];

    /// <summary>What the templates of a definition give to it, its own properties not counted.</summary>
    internal InheritedSet For(Definition definition)
    {
        if (definition.Use is not { } use)
        {
            return _nothing[(int)definition.Type];
        }

        var known = _byUse[(int)definition.Type];
        if (!known.TryGetValue(use, out var set))
        {
            set = Combine(definition, use);

            // A set that was cut short by a loop is right for nobody else.
            if (_path.Count == 0)
            {
                known.Add(use, set);
            }
        }

        return set;
    }

    private void AddTemplates(ObjectType type)
    {
        var templates = _templates[(int)type];
        foreach (var definition in _store.Of(type))
        {
            if (definition.Name is not { Length: > 0 } name)
            {
                continue;
            }

            if (!templates.TryAdd(name, definition))
            {
                var first = templates[name];
                _findings.Add(
                    TemplateFindings.TemplateDuplicate,
                    definition.Location,
                    $"{ObjectTypes.Text(type)} template \"{Excerpt.Of(name)}\" is defined at {first.Location} already; the later one counts");
                templates[name] = definition.Order <= first.Order ? definition : first;
            }
        }
    }

    private InheritedSet Combine(Definition definition, string use)
    {
        var merged = new TemplateMerge();
        var tags = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Words.SplitList(use))
        {
            if (!seen.Add(name) && tags.Contains(name))
            {
                continue;
            }

            if (Find(definition.Type, name) is not { } template)
            {
                ReportUnknown(definition, name);
                continue;
            }

            tags.Add(name);
            if (FullSetOf(template, definition) is { } full)
            {
                merged.Add(full);
                tags.AddRange(full.Tags.Where(seen.Add));
            }
        }

        return merged.IsEmpty && tags.Count == 0
            ? _nothing[(int)definition.Type]
            : new InheritedSet(merged.ToEntries(), [.. tags.Distinct(StringComparer.Ordinal)], _store.NamesOf(definition.Type).SlotCount);
    }

    /// <summary>A template's own properties over those of its templates; null inside of a loop.</summary>
    private InheritedSet? FullSetOf(Definition template, Definition user)
    {
        if (_full.TryGetValue(template, out var known))
        {
            return known;
        }

        if (_path.Contains(template) || ReferenceEquals(template, user))
        {
            ReportLoop(template, user);
            return null;
        }

        if (_path.Count >= DeepestChain)
        {
            _findings.Add(
                TemplateFindings.TemplateTooDeep,
                LocateUse(template),
                string.Create(CultureInfo.InvariantCulture, $"the chain of templates is longer than {DeepestChain}"));
            return null;
        }

        _path.Add(template);
        var inherited = For(template);
        _path.RemoveAt(_path.Count - 1);
        var merged = new TemplateMerge();
        merged.Add(OwnEntries(template));
        merged.Add(inherited);
        var full = new InheritedSet(merged.ToEntries(), inherited.Tags, _store.NamesOf(template.Type).SlotCount);
        _full[template] = full;
        return full;
    }

    private InheritedSet OwnEntries(Definition definition)
    {
        var own = new OwnProperties(_store, _profile);
        own.Load(definition);
        return new InheritedSet(own.ToEntries(), [], _store.NamesOf(definition.Type).SlotCount);
    }

    private void ReportUnknown(Definition definition, string name) =>
        _findings.Add(
            _profile == CompatibilityProfile.Nagios ? TemplateFindings.TemplateUnknownInNagios : TemplateFindings.TemplateUnknown,
            LocateUse(definition),
            $"there is no {ObjectTypes.Text(definition.Type)} template \"{Excerpt.Of(name)}\"{_findings.Hint(name, _templates[(int)definition.Type].Keys)}");

    private void ReportLoop(Definition template, Definition user)
    {
        if (ReferenceEquals(template, user))
        {
            _findings.Add(
                TemplateFindings.TemplateSelf, LocateUse(user), $"{ObjectTypes.Text(user.Type)} template \"{Excerpt.Of(user.Name ?? "")}\" uses itself");
            return;
        }

        var first = _path.IndexOf(template);
        var circle = _path.Skip(first).Append(template).Select(member => Excerpt.Of(member.Name ?? "?"));
        _findings.Add(TemplateFindings.TemplateLoop, LocateUse(user), $"these templates use each other: {string.Join(" → ", circle)}");
    }

    private SourceLocation LocateUse(Definition definition) =>
        _store.Locate(definition, _store.NamesOf(definition.Type)["use"]);
}
