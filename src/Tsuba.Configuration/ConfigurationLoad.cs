using System.Collections.Immutable;
using Tsuba.Configuration.Expansion;
using Tsuba.Configuration.Files;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Sources;

namespace Tsuba.Configuration;

/// <summary>One load of a configuration, with all that it made on the way.</summary>
internal sealed class ConfigurationLoad
{
    private readonly FindingLog _findings = new();
    private readonly SourceReader _reader;

    /// <summary>Loads.</summary>
    /// <param name="files">Where the files come from.</param>
    /// <param name="mainFiles">Paths of the main files.</param>
    /// <param name="parse">Makes the syntax tree of a file.</param>
    internal ConfigurationLoad(ISourceFiles files, IReadOnlyList<string> mainFiles, Func<string, ReadOnlyMemory<byte>, SyntaxTree> parse)
    {
        _reader = new SourceReader(files, _findings, parse);
        foreach (var path in mainFiles)
        {
            _reader.ReadMain(path);
        }

        Store = ConfigurationLoader.ReadDefinitions(_reader.Trees, _findings);
        PackReader.Check(_reader.Packs, _findings);
        var main = new MainOptions(_reader, Store, _findings);
        main.ReportStrays(_reader);
        FindingsOfText = _findings.ToArray();
        var resolution = new Resolution(
            Store, _findings, new TemplateResolver(Store, _findings, main.Profile), main.Profile, main.IsStrict, main.Text("illegal_object_name_chars") ?? "");
        resolution.Results[(int)ObjectType.Main].Add(main.ToObject());
        new ObjectExpander(resolution, main).Expand();
        HasReplaced = resolution.HasReplaced;
        Results = resolution.Results;
        Profile = main.Profile;
        Findings = _findings.ToSorted();
    }

    /// <summary>Whose semantics hold.</summary>
    internal CompatibilityProfile Profile { get; }

    /// <summary>The files that were read, in that order.</summary>
    internal IReadOnlyList<SyntaxTree> Trees => _reader.Trees;

    /// <summary>The definitions as they were written.</summary>
    internal DefinitionStore Store { get; }

    /// <summary>The registered objects of each type, in ordinal order of their keys.</summary>
    internal List<ResolvedObject>[] Results { get; }

    /// <summary>Whether a service took the place of another one of its name.</summary>
    internal bool HasReplaced { get; }

    /// <summary>All findings, in order of file, line and column.</summary>
    internal ImmutableArray<Diagnostic> Findings { get; }

    /// <summary>Those from before anything was expanded: about files, lines, values and options.</summary>
    internal ImmutableArray<Diagnostic> FindingsOfText { get; }

    /// <summary>The outcome.</summary>
    internal LoadedConfiguration ToLoaded()
    {
        var all = ImmutableArray.CreateBuilder<ResolvedObject>(Results.Sum(list => list.Count));
        foreach (var list in Results)
        {
            all.AddRange(list);
        }

        var counts = Results
            .Where(list => list.Count > 0 && list[0].Type != ObjectType.Main)
            .ToImmutableSortedDictionary(list => list[0].Type, list => list.Count);
        return new LoadedConfiguration(new ResolvedConfiguration(Profile, 0, all.MoveToImmutable()), Findings, [.. Trees], counts);
    }
}
