using System.Security.Cryptography;
using System.Text;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>How definitions and their properties are named in edits.</summary>
internal static class DefinitionNaming
{
    private const int LongestHosts = 120;

    /// <summary>A property name as the language means it: present spelling, custom variables in upper case.</summary>
    internal static string Canonical(ObjectType type, string name) =>
        OldNames.Find(type, name) ?? (name.StartsWith('_') ? name.ToUpperInvariant() : name);

    /// <summary>The property that names an object of this type to others: <c>service_description</c> for a service; null if it has none.</summary>
    internal static string? NameProperty(ObjectType type) =>
        type == ObjectType.Service ? "service_description" : ObjectTypes.NameProperty(type);

    /// <summary>The id of a definition, as if no other had the same.</summary>
    internal static DefinitionId IdOf(WrittenDefinition definition)
    {
        var properties = definition.Properties;
        string? Last(string name) => properties.LastOrDefault(property => property.Name == name).Value is { Length: > 0 } value ? value : null;

        var isUnregistered = Last("register") is { } register && Words.ReadFlag(register) == false;
        var template = Last("name");
        var name = definition.Type == ObjectType.Service
            ? ServiceKey(Last("host_name"), Last("hostgroup_name"), Last("service_description"))
            : NameProperty(definition.Type) is { } property ? Last(property) : null;
        if (template is not null && (isUnregistered || name is null))
        {
            return new DefinitionId(definition.Type, template, IsTemplate: true);
        }

        return new DefinitionId(definition.Type, name ?? Digest(properties), isUnregistered);
    }

    private static string? ServiceKey(string? hosts, string? groups, string? description)
    {
        if (description is null || (hosts is null && groups is null))
        {
            return null;
        }

        var where = hosts is null ? "@" + Words.NormaliseList(groups!) : Words.NormaliseList(hosts);
        return $"{(where.Length > LongestHosts ? $"{where[..(LongestHosts / 2)]}…{Digest(where)}" : where)};{description}";
    }

    // What has no name is named by its content, so that an edit elsewhere changes nothing about it.
    private static string Digest(IEnumerable<WrittenProperty> properties) =>
        Digest(string.Join('\n', properties.Select(property => $"{property.Name}\t{property.Value}").Order(StringComparer.Ordinal)));

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
}
