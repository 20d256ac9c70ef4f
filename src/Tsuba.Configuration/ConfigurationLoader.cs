using System.Collections.Immutable;
using Tsuba.Configuration.Expansion;
using Tsuba.Configuration.Files;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Sources;

namespace Tsuba.Configuration;

/// <summary>
/// From files to registered objects: reads, applies templates, expands groups and lists, checks names. Takes any input without
/// throwing; everything that is wrong is a <see cref="Diagnostic"/>. Source: reference/shinken.md 3.
/// </summary>
public static class ConfigurationLoader
{
    /// <summary>Loads a configuration.</summary>
    /// <param name="files">Where the files come from.</param>
    /// <param name="mainFiles">Paths of the main files, as given with <c>-c</c>; at least one.</param>
    public static LoadedConfiguration Load(ISourceFiles files, IReadOnlyList<string> mainFiles)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(mainFiles);
        var findings = new FindingLog();
        var reader = new SourceReader(files, findings);
        foreach (var path in mainFiles)
        {
            reader.ReadMain(path);
        }

        var store = ReadDefinitions(reader.Trees, findings);
        PackReader.Check(reader.Packs, findings);
        var main = new MainOptions(reader, store, findings);
        main.ReportStrays(reader);
        var resolution = new Resolution(
            store, findings, new TemplateResolver(store, findings, main.Profile), main.Profile, main.IsStrict, main.Text("illegal_object_name_chars") ?? "");
        resolution.Results[(int)ObjectType.Main].Add(main.ToObject());
        new ObjectExpander(resolution, main).Expand();
        var counts = resolution.Results
            .Where(list => list.Count > 0 && list[0].Type != ObjectType.Main)
            .ToImmutableSortedDictionary(list => list[0].Type, list => list.Count);
        return new LoadedConfiguration(
            new ResolvedConfiguration(main.Profile, 0, Concatenate(resolution.Results)),
            findings.ToSorted(),
            [.. reader.Trees],
            counts);
    }

    /// <summary>The definitions of files, before templates are applied.</summary>
    internal static DefinitionStore ReadDefinitions(IReadOnlyCollection<SyntaxTree> trees, FindingLog findings)
    {
        var properties = (int)Math.Min(trees.Sum(tree => (long)tree.PropertyCount), 1 << 28);
        var store = new DefinitionStore(properties);
        var definitions = new DefinitionReader(store, findings, new TextPool(properties / 3));
        foreach (var tree in trees)
        {
            definitions.Read(tree);
        }

        return store;
    }

    private static ImmutableArray<ResolvedObject> Concatenate(List<ResolvedObject>[] results)
    {
        var all = ImmutableArray.CreateBuilder<ResolvedObject>(results.Sum(list => list.Count));
        foreach (var list in results)
        {
            all.AddRange(list);
        }

        return all.MoveToImmutable();
    }
}
