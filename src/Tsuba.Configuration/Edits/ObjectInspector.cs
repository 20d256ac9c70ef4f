using System.Collections.Immutable;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Edits;

/// <summary>
/// Says what definitions come to and where each value comes from: own, template, group, host. Reads the configuration once; safe for
/// several readers one after the other, not at the same time.
/// </summary>
public sealed class ObjectInspector
{
    private readonly DefinitionBook _book;
    private readonly LoadedConfiguration _loaded;
    private readonly DefinitionStore _store;
    private readonly TemplateResolver _templates;
    private readonly ILookup<(string File, int Line), ResolvedObject> _byPlace;

    /// <summary>An inspector of one configuration.</summary>
    public ObjectInspector(DefinitionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        _book = book;
        _loaded = ConfigurationLoader.Load(book.Image, book.MainFiles);
        _store = ConfigurationLoader.ReadDefinitions([.. book.Trees], new FindingLog());
        _templates = new TemplateResolver(_store, new FindingLog(), _loaded.Resolved.Profile);
        _byPlace = _loaded.Resolved.Objects.ToLookup(item => (item.Location.File, item.Location.Line));
    }

    /// <summary>The resolved configuration.</summary>
    public ResolvedConfiguration Resolved => _loaded.Resolved;

    /// <summary>The registered objects that a definition makes; none for a template.</summary>
    public IEnumerable<ResolvedObject> ObjectsOf(WrittenDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return _byPlace[(definition.Location.File, definition.Location.Line)].Where(item => item.Type == definition.Type);
    }

    /// <summary>Names of the groups that hold what a definition makes.</summary>
    public IEnumerable<string> GroupsOf(WrittenDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var group = definition.Type switch
        {
            ObjectType.Host => ObjectType.HostGroup,
            ObjectType.Service => ObjectType.ServiceGroup,
            ObjectType.Contact => ObjectType.ContactGroup,
            _ => ObjectType.Main,
        };
        if (group == ObjectType.Main)
        {
            return [];
        }

        var keys = ObjectsOf(definition).Select(item => item.Key.Replace(';', ',')).ToHashSet(StringComparer.Ordinal);
        return _loaded.Resolved.Objects
            .Where(item => item.Type == group && item.Find("members") is { } members && Members(members, group).Any(keys.Contains))
            .Select(item => item.Key);
    }

    /// <summary>Every value that a definition has in the end, by name. Of a definition that makes several objects: of the first.</summary>
    public ImmutableArray<EffectiveProperty> Effective(WrittenDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var values = new SortedDictionary<string, EffectiveProperty>(StringComparer.Ordinal);
        var inherited = _store.Of(definition.Type)
            .Where(other => other.Location == definition.Location)
            .Select(_templates.For)
            .FirstOrDefault();
        foreach (var entry in inherited?.Entries ?? [])
        {
            values[entry.Name.Text] = Describe(definition, entry.Name.Text, entry.Value, entry.Origin);
        }

        foreach (var property in definition.Properties)
        {
            var place = definition.Tree.ValueLocation(property.Line);
            values[property.Name] = new EffectiveProperty(property.Name, property.Value == "null" ? null : property.Value, ValueOrigin.Own, definition.Id, place);
        }

        // What groups, the host and additions make of it stands only in the registered object.
        foreach (var property in ObjectsOf(definition).FirstOrDefault()?.Properties ?? [])
        {
            if (!values.TryGetValue(property.Name, out var known) || known.Value != property.Value)
            {
                values[property.Name] = Describe(definition, property.Name, property.Value, property.Origin);
            }
        }

        return [.. values.Values];
    }

    // Members of a service group are pairs.
    private static IEnumerable<string> Members(string members, ObjectType group)
    {
        var entries = Words.SplitList(members);
        return group == ObjectType.ServiceGroup
            ? entries.Chunk(2).Select(pair => string.Join(',', pair))
            : entries;
    }

    private EffectiveProperty Describe(WrittenDefinition definition, string name, string? value, SourceLocation place)
    {
        var from = _book.At(place);
        var origin = from is null ? ValueOrigin.Other
            : ReferenceEquals(from, definition) ? ValueOrigin.Own
            : from.Type == definition.Type ? ValueOrigin.Template
            : from.Type is ObjectType.HostGroup or ObjectType.ServiceGroup or ObjectType.ContactGroup ? ValueOrigin.Group
            : from.Type == ObjectType.Host ? ValueOrigin.Host
            : ValueOrigin.Other;
        return new EffectiveProperty(name, value, origin, from?.Id, place);
    }
}
