using System.Collections.Immutable;
using Tsuba.Model.Catalogue;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Mapping;

/// <summary>Makes objects of rows, by the mappings of a source. What does not fit is passed over and said; one bad row never stops the others.</summary>
public static class RowMapper
{
    /// <summary>Maps the rows of a source.</summary>
    /// <param name="definition">The source.</param>
    /// <param name="rows">The rows that were read for each of its mappings, in their order.</param>
    public static SourceReading Map(SourceDefinition definition, ImmutableArray<ImmutableArray<SourceRow>> rows)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var findings = new ReadingFindings();
        var named = new List<(ObjectMapping Mapping, SourceRow Row, string Name)>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (mapping, row) in definition.Mappings.Zip(rows).SelectMany(pair => pair.Second.Select(row => (pair.First, row))))
        {
            if (!mapping.Conditions.All(condition => condition.Holds(row)))
            {
                continue;
            }

            var name = mapping.Name.Expand(row, names);
            var fault = name is null ? "no field gives it a name" : ValueRules.FaultOfName(name);
            if (name is null || fault is not null)
            {
                findings.Add($"{row.Id}: no {mapping.Type.ToString().ToLowerInvariant()} is made, since its name cannot be used: {fault}");
                continue;
            }

            named.Add((mapping, row, name));
            names.TryAdd(row.Id.ToLowerInvariant(), name);
        }

        var objects = new CandidateSet(definition.Target.MaxEntries, findings);
        foreach (var (mapping, row, name) in named)
        {
            var key = mapping.KeyField.Length == 0 ? name : row.Values(mapping.KeyField).FirstOrDefault() ?? "";
            objects.Add(row.Id, new CandidateObject(key, new ObjectName(mapping.Type, name), Properties(definition, mapping, row, names, findings)));
        }

        return objects.ToReading();
    }

    private static ImmutableSortedDictionary<string, string> Properties(
        SourceDefinition definition, ObjectMapping mapping, SourceRow row, Dictionary<string, string> names, ReadingFindings findings)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var rule in mapping.Properties)
        {
            if (rule.Value.Expand(row, names) is not { Length: > 0 } value)
            {
                continue;
            }

            if (ValueRules.FaultOfValue(value, definition.IsTrusted) is { } fault)
            {
                findings.Add($"{row.Id}: {rule.Property} is left out: {fault}; |safe makes it fit");
                continue;
            }

            properties[rule.Property] = IsList(mapping, rule.Property) && properties.TryGetValue(rule.Property, out var before) ? $"{before},{value}" : value;
        }

        var templates = mapping.Templates.Where(rule => rule.When?.Holds(row) != false).Select(rule => rule.Template).Distinct(StringComparer.Ordinal).ToList();
        if (templates.Count > 0)
        {
            properties["use"] = string.Join(',', templates);
        }

        return properties.ToImmutable();
    }

    private static bool IsList(ObjectMapping mapping, string property) =>
        PropertyCatalogue.Find(mapping.Type, property)?.Kind == PropertyKind.List;
}
