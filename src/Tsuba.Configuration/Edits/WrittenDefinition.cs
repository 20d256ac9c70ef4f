using System.Collections.Immutable;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Edits;

/// <summary>One <c>define</c> of a file, as it is written: no template applied, nothing expanded.</summary>
public sealed class WrittenDefinition
{
    internal WrittenDefinition(ObjectType type, SyntaxTree tree, int blockIndex)
    {
        Type = type;
        Tree = tree;
        BlockIndex = blockIndex;
        Id = DefinitionNaming.IdOf(this);
    }

    private WrittenDefinition(WrittenDefinition same, DefinitionId id)
    {
        Type = same.Type;
        Tree = same.Tree;
        BlockIndex = same.BlockIndex;
        Id = id;
    }

    /// <summary>How it is named.</summary>
    public DefinitionId Id { get; }

    /// <summary>What it defines.</summary>
    public ObjectType Type { get; }

    /// <summary>Its file.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>Index of its block among <see cref="SyntaxTree.Blocks"/>.</summary>
    public int BlockIndex { get; }

    /// <summary>Its lines.</summary>
    public SyntaxBlock Block => Tree.Blocks[BlockIndex];

    /// <summary>The place of its define line.</summary>
    public SourceLocation Location => new(Tree.Path, Tree.Lines[Block.Define].Number, 1);

    /// <summary>Number of the line behind its last one.</summary>
    public int EndLine => Block.End < Tree.Lines.Length ? Tree.Lines[Block.End].Number : Tree.Lines[Block.End - 1].Number + 1;

    /// <summary>Its properties in the order of the file. Reads the bytes at each call.</summary>
    public ImmutableArray<WrittenProperty> Properties
    {
        get
        {
            var properties = ImmutableArray.CreateBuilder<WrittenProperty>();
            for (var index = Block.Define + 1; index < Block.End; index++)
            {
                if (IsProperty(index))
                {
                    properties.Add(Read(index));
                }
            }

            return properties.ToImmutable();
        }
    }

    /// <summary>Its text: all its lines as they stand in the file.</summary>
    public ReadOnlyMemory<byte> Text
    {
        get
        {
            var start = Tree.Lines[Block.Define].Start;
            var end = Block.End < Tree.Lines.Length ? Tree.Lines[Block.End].Start : Tree.Content.Length;
            return Tree.Content[start..end];
        }
    }

    /// <summary>The last value of a property, or null.</summary>
    /// <param name="name">Name in its present spelling.</param>
    public string? Find(string name)
    {
        for (var index = Block.End - 1; index > Block.Define; index--)
        {
            if (IsProperty(index) && Read(index) is var property && property.Name == name)
            {
                return property.Value;
            }
        }

        return null;
    }

    internal WrittenDefinition WithOrdinal(int ordinal) => new(this, Id with { Ordinal = ordinal });

    private bool IsProperty(int index) => Tree.Lines[index] is { Kind: LineKind.Property } line && (line.Faults & LineFaults.TooLong) == 0;

    private WrittenProperty Read(int index)
    {
        var key = Tree.Key(index);
        var value = Tree.Value(index);
        var name = DefinitionNaming.Canonical(Type, key);
        if (Type == ObjectType.TimePeriod && !name.StartsWith('_') && PropertyCatalogue.Find(Type, name) is null)
        {
            (name, value) = DateEntry.Split(key, value);
        }

        return new WrittenProperty(name, value, index);
    }
}
