using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Mapping;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>
/// The objects of a tree of configuration files, as they are written: templates stay templates, nothing is expanded. Their names are
/// their keys. Only what is monitored and who is told is taken; daemons, realms, modules and options of the other site are its own.
/// </summary>
public static class TreeObjects
{
    private static readonly FrozenDictionary<string, ObjectType> Taken = new[]
    {
        ObjectType.Host, ObjectType.HostGroup, ObjectType.Service, ObjectType.ServiceGroup, ObjectType.Contact, ObjectType.ContactGroup,
        ObjectType.NotificationWay, ObjectType.Command, ObjectType.TimePeriod,
    }.ToFrozenDictionary(type => type.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Whether objects of a type can come from a source at all.</summary>
    public static bool Takes(ObjectType type) => Taken.Values.Contains(type);

    /// <summary>The type of a word behind <c>define</c>, if sources may bring it.</summary>
    public static ObjectType? Find(string word) => Taken.TryGetValue(word, out var type) ? type : null;

    /// <summary>Collects the objects of some files.</summary>
    public static SourceReading Collect(SourceDefinition definition, IEnumerable<SyntaxTree> trees)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(trees);
        var findings = new ReadingFindings();
        var objects = new CandidateSet(definition.Target.MaxEntries, findings);
        var others = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (tree, block) in trees.SelectMany(tree => tree.Blocks.Select(block => (tree, block))))
        {
            var word = tree.Key(block.Define);
            var place = tree.KeyLocation(block.Define).ToString();
            if (!Taken.TryGetValue(word, out var type) || (type == ObjectType.Command && !definition.IsTrusted))
            {
                others[word] = others.GetValueOrDefault(word) + 1;
            }
            else if (Read(definition, tree, block, type, place, findings) is { } candidate)
            {
                objects.Add(place, candidate);
            }
        }

        foreach (var (word, count) in others)
        {
            findings.Add($"{count} of type {word} are not taken");
        }

        return objects.ToReading();
    }

    private static CandidateObject? Read(
        SourceDefinition definition, SyntaxTree tree, SyntaxBlock block, ObjectType type, string place, ReadingFindings findings)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var index = block.Define + 1; index < block.End; index++)
        {
            if (tree.Lines[index].Kind != LineKind.Property || tree.Key(index) is not { Length: > 0 } name)
            {
                continue;
            }

            var value = tree.Value(index);
            if (ValueRules.FaultOfValue(value, definition.IsTrusted) is { } fault)
            {
                findings.Add($"{tree.KeyLocation(index)}: {name} is left out: {fault}");
                continue;
            }

            // A time period says the same weekday several times, and service_overrides are added up: one value is not the whole.
            if (properties.ContainsKey(name) && (type == ObjectType.TimePeriod || PropertyCatalogue.Find(type, name) is { IsRepeatable: true }))
            {
                findings.Add($"{place}: the {type.ToString().ToLowerInvariant()} is passed over, since {name} stands in it several times");
                return null;
            }

            properties[name] = value;
        }

        if (ObjectNaming.NameOf(type, properties) is not { } objectName)
        {
            findings.Add($"{place}: a {type.ToString().ToLowerInvariant()} without a name is passed over");
            return null;
        }

        if (ValueRules.FaultOfName(objectName.Name) is { } nameFault && type is not (ObjectType.Service or ObjectType.Command))
        {
            findings.Add($"{place}: {objectName} is passed over, since its name cannot be used: {nameFault}");
            return null;
        }

        foreach (var (property, _) in objectName.Properties())
        {
            properties.Remove(property);
        }

        return new CandidateObject(objectName.ToString(), objectName, properties.ToImmutable());
    }
}
