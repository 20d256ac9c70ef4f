using System.Collections.Immutable;
using Tsuba.Configuration.Differences;

namespace Tsuba.Configuration.Edits;

/// <summary>Compares what two configurations write, definition by definition; where a definition stands does not count.</summary>
public static class BookDifference
{
    /// <summary>Every definition that differs, by id.</summary>
    public static ImmutableArray<DefinitionChange> Of(DefinitionBook before, DefinitionBook after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = ImmutableArray.CreateBuilder<DefinitionChange>();
        foreach (var definition in before.Definitions)
        {
            if (after.Find(definition.Id) is not { } other)
            {
                changes.Add(new DefinitionChange(definition.Id, ChangeKind.Removed, []));
            }
            else if (!definition.Text.Span.SequenceEqual(other.Text.Span))
            {
                changes.Add(new DefinitionChange(definition.Id, ChangeKind.Changed, Properties(definition, other)));
            }
        }

        changes.AddRange(after.Definitions.Where(definition => before.Find(definition.Id) is null).Select(definition => new DefinitionChange(definition.Id, ChangeKind.Added, Properties(null, definition))));
        return [.. changes.OrderBy(change => change.Id.Type).ThenBy(change => change.Id.Key, StringComparer.Ordinal).ThenBy(change => change.Id.Ordinal)];
    }

    private static ImmutableArray<PropertyChange> Properties(WrittenDefinition? before, WrittenDefinition after)
    {
        var (old, young) = (Values(before), Values(after));
        return
        [
            .. old.Keys.Union(young.Keys, StringComparer.Ordinal)
                .Where(name => old.GetValueOrDefault(name) != young.GetValueOrDefault(name))
                .Order(StringComparer.Ordinal)
                .Select(name => new PropertyChange(name, old.GetValueOrDefault(name), young.GetValueOrDefault(name))),
        ];
    }

    private static Dictionary<string, string> Values(WrittenDefinition? definition) =>
        (definition?.Properties ?? []).GroupBy(property => property.Name, property => property.Value, StringComparer.Ordinal)
            .ToDictionary(property => property.Key, property => string.Join('\n', property), StringComparer.Ordinal);
}
