using System.Collections.Immutable;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>
/// Reads <c>define source</c> from configuration files, and from <c>define synchronizer</c> in the same files which of them are used:
/// those that its <c>sources</c> name, or all if there is no such line.
/// </summary>
public static class SourceDefinitionReader
{
    /// <summary>Reads all files.</summary>
    public static SourceDefinitions Read(IEnumerable<SyntaxTree> trees)
    {
        ArgumentNullException.ThrowIfNull(trees);
        var findings = ImmutableArray.CreateBuilder<Diagnostic>();
        var sources = new Dictionary<string, SourceDefinition>(StringComparer.Ordinal);
        var named = new List<(string Name, SourceLocation Location)>();
        var names = false;
        foreach (var (tree, block) in trees.SelectMany(tree => tree.Blocks.Select(block => (tree, block))))
        {
            var properties = SourceProperties.Of(tree, block, findings);
            switch (tree.Key(block.Define))
            {
                case "source":
                    Add(properties.ToDefinition(), properties.Location, sources, findings);
                    break;
                case "synchronizer":
                    names |= properties.Has("sources");
                    named.AddRange(properties.List("sources").Select(name => (name, properties.LocationOf("sources"))));
                    break;
                default:
                    findings.Add(FileFindings.TypeUnknown.At(properties.Location, "only source and synchronizer can be defined here"));
                    break;
            }
        }

        foreach (var (name, location) in named.Where(entry => !sources.ContainsKey(entry.Name)))
        {
            findings.Add(SourceFindings.Unknown.At(location, $"there is no sound source \"{name}\""));
        }

        var used = names ? sources.Values.Where(source => named.Exists(entry => entry.Name == source.Name)) : sources.Values;
        return new SourceDefinitions(
            [.. used.OrderBy(source => source.Order).ThenBy(source => source.Name, StringComparer.Ordinal).Take(SourceDefinitions.Most)],
            findings.ToImmutable());
    }

    private static void Add(
        SourceDefinition? source, SourceLocation location, Dictionary<string, SourceDefinition> sources, ImmutableArray<Diagnostic>.Builder findings)
    {
        if (source is not null && !sources.TryAdd(source.Name, source))
        {
            findings.Add(SourceFindings.Repeated.At(location, $"the source {source.Name} is defined at {sources[source.Name].Location} already"));
        }
    }
}
