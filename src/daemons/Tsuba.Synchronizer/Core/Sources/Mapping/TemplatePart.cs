using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Mapping;

/// <summary>A piece of a <see cref="FieldTemplate"/>: text as it is, or fields with changes.</summary>
internal sealed record TemplatePart(string Text, ImmutableArray<string> Fields, ImmutableArray<ValueChange> Changes)
{
    /// <summary>Whether it gives nothing in any case.</summary>
    internal bool IsEmpty => Text.Length == 0 && Fields.IsEmpty;

    internal static TemplatePart Literal(string text) => new(text, [], []);

    /// <summary>Reads <c>field,field|change|change</c>.</summary>
    internal static TemplatePart? Parse(string text, out string fault)
    {
        var pieces = text.Split('|');
        var fields = pieces[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var changes = ImmutableArray.CreateBuilder<ValueChange>();
        foreach (var word in pieces.Skip(1))
        {
            if (!Enum.TryParse<ValueChange>(word.Trim(), ignoreCase: true, out var change) || !Enum.IsDefined(change))
            {
                fault = $"there is no change \"{word.Trim()}\"; there are {string.Join(", ", Enum.GetNames<ValueChange>()).ToLowerInvariant()}";
                return null;
            }

            changes.Add(change);
        }

        fault = fields.Length == 0 ? "no field is named between the dollars" : "";
        return fields.Length == 0 ? null : new TemplatePart("", [.. fields], changes.ToImmutable());
    }

    internal string Expand(SourceRow row, IReadOnlyDictionary<string, string> names)
    {
        if (Fields.IsEmpty)
        {
            return Text;
        }

        IEnumerable<string> values = Fields.Select(row.Values).FirstOrDefault(found => !found.IsEmpty, []);
        foreach (var change in Changes)
        {
            values = Apply(change, values, names);
        }

        return string.Join(',', values.Where(value => value.Length > 0));
    }

    private static IEnumerable<string> Apply(ValueChange change, IEnumerable<string> values, IReadOnlyDictionary<string, string> names) => change switch
    {
        ValueChange.Lower => values.Select(value => value.ToLowerInvariant()),
        ValueChange.Upper => values.Select(value => value.ToUpperInvariant()),
        ValueChange.Host => values.Select(value => value.Split('.', 2)[0]),
        ValueChange.Safe => values.Select(ValueRules.Safe),
        ValueChange.First => values.Take(1),
        ValueChange.Name => values.Select(value => names.GetValueOrDefault(value.ToLowerInvariant(), "")),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };
}
