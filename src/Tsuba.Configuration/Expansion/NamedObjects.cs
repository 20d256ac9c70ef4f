using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>The registered objects of a type that has names, each name once.</summary>
internal sealed class NamedObjects
{
    private readonly Dictionary<string, ObjectDraft> _byName = new(StringComparer.Ordinal);

    private readonly PropertyName[] _required;

    private NamedObjects(Resolution resolution, ObjectType type)
    {
        Type = type;
        _required = [.. PropertyCatalogue.Rows
            .Where(row => row.Type == type && row.IsRequiredIn(resolution.Profile))
            .Select(row => resolution.Name(type, row.Name))];
    }

    internal ObjectType Type { get; }

    /// <summary>The names.</summary>
    internal IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>The objects, by name in ordinal order.</summary>
    internal IEnumerable<KeyValuePair<string, ObjectDraft>> Sorted => _byName.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    internal bool Contains(string name) => _byName.ContainsKey(name);

    internal ObjectDraft? Find(string name) => _byName.GetValueOrDefault(name);

    internal bool Contains(ReadOnlySpan<char> name) => _byName.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(name);

    /// <summary>Collects the registered objects of a type; those without a name are reported and left out.</summary>
    internal static NamedObjects Collect(Resolution resolution, ObjectType type)
    {
        var objects = new NamedObjects(resolution, type);
        var nameProperty = resolution.Name(type, ObjectTypes.NameProperty(type)!);
        foreach (var definition in resolution.Store.Of(type))
        {
            if (definition.IsTemplate)
            {
                continue;
            }

            var draft = resolution.Draft(definition);
            if (draft.Value(nameProperty) is not { } name)
            {
                if (definition.IsCutShort)
                {
                    continue;
                }

                resolution.Findings.Add(
                    PropertyFindings.PropertyMissing, definition.Location, $"{ObjectTypes.Text(type)} needs {nameProperty.Text}, or register 0 if it is a template");
            }
            else
            {
                objects.Add(resolution, name, draft, nameProperty);
            }
        }

        return objects;
    }

    /// <summary>Checks the values of all objects.</summary>
    internal void Check(ReferenceChecks references)
    {
        foreach (var draft in _byName.Values)
        {
            references.Check(draft);
        }
    }

    private void Add(Resolution resolution, string name, ObjectDraft draft, PropertyName nameProperty)
    {
        foreach (var required in _required)
        {
            if (draft.Value(required) is null && !draft.Definition.IsCutShort)
            {
                resolution.Findings.Add(
                    PropertyFindings.PropertyMissing,
                    draft.Definition.Location,
                    $"{ObjectTypes.Text(Type)} \"{Excerpt.Of(name)}\" needs {required.Text}, in itself or in one of its templates");
            }
        }

        resolution.NameChecks.Check(name, ObjectTypes.Text(Type), draft.Locate(nameProperty));
        if (!_byName.TryAdd(name, draft)
            && resolution.IsReplaced(_byName[name].Definition, draft.Definition, $"{ObjectTypes.Text(Type)} \"{Excerpt.Of(name)}\""))
        {
            _byName[name] = draft;
        }
    }
}
