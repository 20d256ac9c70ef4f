using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Memory;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>
/// Compares what sources want with what they wrote before and with what is there now. A value that is not what they wrote was
/// changed by a person and stays.
/// </summary>
/// <param name="Changes">What may be written.</param>
/// <param name="Kept">What a person changed.</param>
/// <param name="Agreed">What is there already as wanted.</param>
internal sealed record ThreeWay(ImmutableArray<PropertyChange> Changes, ImmutableArray<PropertyChange> Kept, ImmutableArray<KeyValuePair<string, string>> Agreed)
{
    internal static ThreeWay Of(
        ImmutableSortedDictionary<string, (string Value, string Source)> wanted, WrittenObject? written, ImmutableSortedDictionary<string, string> current)
    {
        var changes = ImmutableArray.CreateBuilder<PropertyChange>();
        var kept = ImmutableArray.CreateBuilder<PropertyChange>();
        var agreed = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var names = wanted.Keys.Concat(written?.Properties.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var property in names)
        {
            var now = current.GetValueOrDefault(property);
            var before = written?.Properties.GetValueOrDefault(property);
            var (value, source) = wanted.TryGetValue(property, out var found) ? ((string?)found.Value, found.Source) : (null, "");
            if (now == value)
            {
                // What ageing wants is not remembered as written where a person wrote it: it would be taken away when the object comes back.
                if (value is not null && source.Length > 0)
                {
                    agreed.Add(new(property, value));
                }
            }
            else if (now == before)
            {
                changes.Add(new PropertyChange(property, now, value, source));
            }
            else if (value is not null)
            {
                kept.Add(new PropertyChange(property, now, value, source));
            }
        }

        return new ThreeWay(changes.ToImmutable(), kept.ToImmutable(), agreed.ToImmutable());
    }
}
