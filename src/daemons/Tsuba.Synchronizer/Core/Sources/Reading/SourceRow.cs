using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>One entry of a directory, line of a table or object of a document: fields with values, not yet an object.</summary>
/// <param name="Id">Where it stands, for messages and references: a distinguished name, or <c>row 17</c>.</param>
/// <param name="Fields">Values by name of the field; names count in either case.</param>
public sealed record SourceRow(string Id, ImmutableDictionary<string, ImmutableArray<string>> Fields)
{
    /// <summary>A row from fields of one value each; empty values count as none.</summary>
    public static SourceRow Of(string id, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var builder = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in fields)
        {
            if (value.Length > 0)
            {
                builder[name] = [value];
            }
        }

        return new SourceRow(id, builder.ToImmutable());
    }

    /// <summary>The values of a field; none if the row has no such field.</summary>
    public ImmutableArray<string> Values(string field) => Fields.TryGetValue(field, out var values) ? values : [];
}
