using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Objects;

/// <summary>
/// Everything that the files define, before templates are applied. The properties of all objects lie in one array, since a large
/// site has hundreds of thousands of objects of a few properties.
/// </summary>
internal sealed class DefinitionStore
{
    private readonly PropertyNames[] _names;
    private DefinedProperty[] _properties;
    private int _count;

    internal DefinitionStore(int expectedProperties)
    {
        _properties = new DefinedProperty[Math.Max(expectedProperties, 16)];
        var rows = PropertyCatalogue.Rows.ToLookup(row => row.Type);
        _names = [.. Enum.GetValues<ObjectType>().Select(type => new PropertyNames(type, rows[type]))];
        ByType = [.. _names.Select(_ => new List<Definition>())];
    }

    /// <summary>The definitions of each type, in the order of the files.</summary>
    internal List<Definition>[] ByType { get; }

    /// <summary>The definitions of one type.</summary>
    internal List<Definition> Of(ObjectType type) => ByType[(int)type];

    /// <summary>The names of the properties of a type.</summary>
    internal PropertyNames NamesOf(ObjectType type) => _names[(int)type];

    /// <summary>Number of properties so far.</summary>
    internal int PropertyCount => _count;

    /// <summary>The properties of one definition, in the order of the file.</summary>
    internal ReadOnlySpan<DefinedProperty> PropertiesOf(Definition definition) =>
        _properties.AsSpan(definition.FirstProperty, definition.PropertyCount);

    /// <summary>Adds a property to the definition that was begun last.</summary>
    internal void Add(DefinedProperty property)
    {
        if (_count == _properties.Length)
        {
            Array.Resize(ref _properties, _properties.Length * 2);
        }

        _properties[_count++] = property;
    }

    /// <summary>Puts other values into the place of some.</summary>
    internal void Rewrite(Predicate<DefinedProperty> isMeant, Func<DefinedProperty, string> rewrite)
    {
        for (var index = 0; index < _count; index++)
        {
            if (isMeant(_properties[index]))
            {
                _properties[index] = _properties[index] with { Value = rewrite(_properties[index]) };
            }
        }
    }

    /// <summary>The last value that a definition itself gives to a property, or null.</summary>
    internal string? OwnValue(Definition definition, PropertyName name)
    {
        string? value = null;
        foreach (ref readonly var property in PropertiesOf(definition))
        {
            if (ReferenceEquals(property.Name, name))
            {
                value = property.Value;
            }
        }

        return value;
    }

    /// <summary>Where a definition itself sets a property; the definition if it does not.</summary>
    internal SourceLocation Locate(Definition definition, PropertyName name)
    {
        foreach (ref readonly var property in PropertiesOf(definition))
        {
            if (ReferenceEquals(property.Name, name))
            {
                return definition.Tree.ValueLocation(property.Line);
            }
        }

        return definition.Location;
    }
}
