using System.Collections.Immutable;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Synchronizer.Core.Sources.Mapping;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>Reads the lines <c>TYPE.PROPERTY text</c> of a source into mappings, one for each type, in the order of their first lines.</summary>
internal sealed class MappingReader(SourceProperties properties, SourceKind kind)
{
    // Accounts that are switched off are left out (bit 2 of userAccountControl). Source: Microsoft Learn, "UserAccountControl property flags".
    private const string EnabledComputers = "(&(objectCategory=computer)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))";

    internal ImmutableArray<ObjectMapping> Read()
    {
        var lines = properties.Mapped().ToList();
        if (kind is SourceKind.Cfg or SourceKind.Git)
        {
            foreach (var line in lines)
            {
                properties.Fault(SourceFindings.PropertyUnknown, line.Location, "a tree of configuration files is taken as it is; nothing is mapped");
            }

            return [];
        }

        if (lines.Count == 0 && kind != SourceKind.ActiveDirectory)
        {
            properties.Fault(SourceFindings.Incomplete, properties.Location, "nothing says what rows become; write at least host.host_name");
            return [];
        }

        return lines.Count == 0 ? [Computers([])] : [.. lines.GroupBy(line => line.Type).Select(group => ReadType(group.Key, [.. group])).OfType<ObjectMapping>()];
    }

    private ObjectMapping? ReadType(string word, List<MappedLine> lines)
    {
        if (TreeObjects.Find(word) is not { } type || type is ObjectType.Service or ObjectType.Command)
        {
            properties.Fault(SourceFindings.PropertyUnknown, lines[0].Location, $"rows cannot become objects of type {word}");
            return null;
        }

        if (type == ObjectType.Host && kind == SourceKind.ActiveDirectory)
        {
            return Computers(lines);
        }

        if (lines.Find(line => line.Property == $"{word}_name") is not { } name)
        {
            properties.Fault(SourceFindings.Incomplete, lines[0].Location, $"{word}.{word}_name is missing");
            return null;
        }

        return properties.Template(name.Value, name.Location) is { } template
            ? Fill(new ObjectMapping { Type = type, Name = template, KeyField = DefaultKey() }, lines)
            : null;
    }

    private ObjectMapping Computers(List<MappedLine> lines)
    {
        var name = lines.Find(line => line.Property == "host_name");
        var address = lines.Exists(line => line.Property == "address") ? null : FieldTemplate.Parse("$dNSHostName,cn$", out _);
        return Fill(
            new ObjectMapping
            {
                Type = ObjectType.Host,
                Name = (name is null ? null : properties.Template(name.Value, name.Location)) ?? FieldTemplate.Parse("$cn|lower$", out _)!,
                KeyField = DefaultKey(),
                Filter = EnabledComputers,
                Properties = address is null ? [] : [new PropertyRule("address", address)],
            },
            lines);
    }

    private string DefaultKey() => kind switch
    {
        SourceKind.ActiveDirectory => "objectGUID",
        SourceKind.Ldap => "entryUUID",
        _ => "",
    };

    private ObjectMapping Fill(ObjectMapping mapping, List<MappedLine> lines)
    {
        foreach (var (word, rest, value, location) in lines.Where(line => line.Property != $"{line.Type}_name"))
        {
            mapping = rest switch
            {
                "key" => mapping with { KeyField = value },
                "base" => mapping with { SearchBase = value },
                "filter" => mapping with { Filter = value },
                "only" when RowCondition.Parse(value) is { } condition => mapping with { Conditions = mapping.Conditions.Add(condition) },
                "template" when Template(value) is { } rule => mapping with { Templates = mapping.Templates.Add(rule) },
                "only" or "template" => Malformed(mapping, location, rest),
                _ => Property(mapping, word, rest, value, location),
            };
        }

        return mapping;
    }

    private ObjectMapping Malformed(ObjectMapping mapping, SourceLocation location, string rest)
    {
        properties.Fault(
            SourceFindings.ValueMalformed,
            location,
            rest == "only" ? "expected FIELD=PATTERN or FIELD!=PATTERN" : "expected the name of a template, and behind it FIELD=PATTERN if there is a condition");
        return mapping;
    }

    private ObjectMapping Property(ObjectMapping mapping, string word, string property, string value, SourceLocation location)
    {
        var isCustom = property.Length > 1 && property[0] == '_' && property.Skip(1).All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        if (!isCustom && (PropertyCatalogue.Find(mapping.Type, property) is null || property is "register" or "name"))
        {
            properties.Fault(SourceFindings.PropertyUnknown, location, $"a {word} has no property \"{property}\" that a source could set");
            return mapping;
        }

        return properties.Template(value, location) is { } template
            ? mapping with { Properties = mapping.Properties.Add(new PropertyRule(property, template)) }
            : mapping;
    }

    private static TemplateRule? Template(string value)
    {
        var words = value.Split((char[])[' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || ValueRules.FaultOfName(words[0]) is not null)
        {
            return null;
        }

        var condition = words.Length == 2 ? RowCondition.Parse(words[1]) : null;
        return words.Length == 2 && condition is null ? null : new TemplateRule(words[0], condition);
    }
}
