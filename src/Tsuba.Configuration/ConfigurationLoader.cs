using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
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
        return new ConfigurationLoad(files, mainFiles, SyntaxTree.Parse).ToLoaded();
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
}
