using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Objects;

/// <summary>One <c>define</c> as it was written. Its properties are a range of the <see cref="DefinitionStore"/>.</summary>
internal sealed class Definition(ObjectType type, SyntaxTree tree, int line, int firstProperty)
{
    /// <summary>What it defines.</summary>
    internal ObjectType Type { get; } = type;

    /// <summary>The file.</summary>
    internal SyntaxTree Tree { get; } = tree;

    /// <summary>Index of the define line.</summary>
    internal int Line { get; } = line;

    /// <summary>Index of its first property in the store.</summary>
    internal int FirstProperty { get; } = firstProperty;

    /// <summary>Number of its properties.</summary>
    internal int PropertyCount { get; set; }

    /// <summary>The templates that it uses, as written; null: none.</summary>
    internal string? Use { get; set; }

    /// <summary>Its name as a template.</summary>
    internal string? Name { get; set; }

    /// <summary><c>register 0</c>: not an object by itself.</summary>
    internal bool IsTemplate { get; set; }

    /// <summary>definition_order: among objects of the same key the lowest wins.</summary>
    internal int Order { get; set; } = 100;

    /// <summary>Whether its braces are faulty, so that properties may be missing for that reason alone.</summary>
    internal bool IsCutShort =>
        (Tree.Lines[Line].Faults & (LineFaults.TextAfterOpenBrace | LineFaults.BraceMissing | LineFaults.NotClosed)) != 0;

    /// <summary>Where it stands.</summary>
    internal SourceLocation Location => new(Tree.Path, Tree.Lines[Line].Number, 1);
}
