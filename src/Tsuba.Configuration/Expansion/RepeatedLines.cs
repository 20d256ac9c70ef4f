using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>The lines of a host's property that may stand several times, each with its own place: the joined value has that of the first only.</summary>
internal sealed class RepeatedLines(Resolution resolution, PropertyName property)
{
    private Dictionary<SourceLocation, SourceLocation[]>? _places;

    /// <summary>The lines of one host, or of the template that gives them, in the order of the file.</summary>
    internal IEnumerable<(string Text, SourceLocation Place)> Of(ObjectDraft host)
    {
        if (host.Value(property) is not { } value)
        {
            return [];
        }

        var lines = value.Split(OwnProperties.RepeatSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var first = host.Locate(property);
        var places = lines.Length > 1 && (_places ??= ReadPlaces()).TryGetValue(first, out var found) && found.Length == lines.Length ? found : null;
        return lines.Select((line, index) => (line, places?[index] ?? first));
    }

    private Dictionary<SourceLocation, SourceLocation[]> ReadPlaces()
    {
        var places = new Dictionary<SourceLocation, SourceLocation[]>();
        var ofOne = new List<SourceLocation>();
        foreach (var definition in resolution.Store.Of(ObjectType.Host))
        {
            ofOne.Clear();
            foreach (ref readonly var line in resolution.Store.PropertiesOf(definition))
            {
                if (ReferenceEquals(line.Name, property) && !string.IsNullOrWhiteSpace(line.Value))
                {
                    ofOne.Add(definition.Tree.ValueLocation(line.Line));
                }
            }

            if (ofOne.Count > 1)
            {
                places.TryAdd(ofOne[0], [.. ofOne]);
            }
        }

        return places;
    }
}
