using System.Collections.Immutable;
using Tsuba.Configuration.Files;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Edits;

/// <summary>
/// All definitions of a configuration as they are written, findable by id. Immutable: an edit gives another book, in which only the files
/// that it changed were read again.
/// </summary>
public sealed class DefinitionBook
{
    private readonly ImmutableArray<WrittenFile> _files;
    private readonly Dictionary<DefinitionId, WrittenDefinition> _byId;

    private DefinitionBook(ConfigurationImage image, ImmutableArray<string> mainFiles, ImmutableArray<WrittenFile> files)
    {
        Image = image;
        MainFiles = mainFiles;
        _files = files;
        _byId = new Dictionary<DefinitionId, WrittenDefinition>(files.Sum(file => file.Definitions.Length));
        var definitions = ImmutableArray.CreateBuilder<WrittenDefinition>(files.Sum(file => file.Definitions.Length));
        var repeated = new Dictionary<DefinitionId, int>();
        foreach (var found in files.SelectMany(file => file.Definitions))
        {
            var definition = found;
            if (!_byId.TryAdd(found.Id, found))
            {
                repeated[found.Id] = repeated.GetValueOrDefault(found.Id, 1) + 1;
                definition = found.WithOrdinal(repeated[found.Id]);
                _byId.Add(definition.Id, definition);
            }

            definitions.Add(definition);
        }

        Definitions = definitions.MoveToImmutable();
    }

    /// <summary>The files.</summary>
    public ConfigurationImage Image { get; }

    /// <summary>Paths of the main files.</summary>
    public ImmutableArray<string> MainFiles { get; }

    /// <summary>All definitions, in the order in which the files are read.</summary>
    public ImmutableArray<WrittenDefinition> Definitions { get; }

    /// <summary>The files that the main files lead to, in order.</summary>
    public IEnumerable<SyntaxTree> Trees => _files.Select(file => file.Tree);

    /// <summary>Reads what the main files of an image lead to. Takes any bytes.</summary>
    /// <param name="image">The files.</param>
    /// <param name="mainFiles">Paths of the main files; at least one.</param>
    public static DefinitionBook Read(ConfigurationImage image, ImmutableArray<string> mainFiles)
    {
        ArgumentNullException.ThrowIfNull(image);
        var reader = new SourceReader(image, new FindingLog(), SyntaxTree.Parse);
        foreach (var path in mainFiles)
        {
            reader.ReadMain(path);
        }

        return new DefinitionBook(image, mainFiles, [.. reader.Trees.Select(WrittenFile.Of)]);
    }

    /// <summary>The definition of an id, or null.</summary>
    public WrittenDefinition? Find(DefinitionId id) => _byId.GetValueOrDefault(id);

    /// <summary>The definition whose lines a place lies in, or null.</summary>
    public WrittenDefinition? At(SourceLocation place)
    {
        var file = _files.FirstOrDefault(file => file.Tree.Path == place.File);
        return file is null ? null : Definitions.FirstOrDefault(definition =>
            ReferenceEquals(definition.Tree, file.Tree) && definition.Location.Line <= place.Line && place.Line < definition.EndLine);
    }

    /// <summary>The definitions of a type.</summary>
    public IEnumerable<WrittenDefinition> OfType(ObjectType type) => Definitions.Where(definition => definition.Type == type);

    /// <summary>The definition at a block of a file, or null where the block's type is unknown.</summary>
    internal WrittenDefinition? At(string path, int blockIndex) =>
        Definitions.FirstOrDefault(definition => definition.BlockIndex == blockIndex && definition.Tree.Path == path);

    /// <summary>The book in which some files hold other bytes. New files are found if a main file leads to them.</summary>
    internal DefinitionBook With(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> changed)
    {
        var image = changed.Aggregate(Image, (all, file) => all.With(file.Key, file.Value));
        if (changed.Keys.Any(path => !_files.Any(file => file.Tree.Path == path)))
        {
            return Read(image, MainFiles);
        }

        return new DefinitionBook(
            image,
            MainFiles,
            [.. _files.Select(file => changed.TryGetValue(file.Tree.Path, out var content) ? WrittenFile.Of(SyntaxTree.Parse(file.Tree.Path, content)) : file)]);
    }

    private sealed record WrittenFile(SyntaxTree Tree, ImmutableArray<WrittenDefinition> Definitions)
    {
        internal static WrittenFile Of(SyntaxTree tree)
        {
            var definitions = ImmutableArray.CreateBuilder<WrittenDefinition>(tree.Blocks.Length);
            for (var index = 0; index < tree.Blocks.Length; index++)
            {
                if (ObjectTypes.Find(tree.Key(tree.Blocks[index].Define)) is { } type)
                {
                    definitions.Add(new WrittenDefinition(type, tree, index));
                }
            }

            return new WrittenFile(tree, definitions.ToImmutable());
        }
    }
}
