using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Reloads;

/// <summary>
/// Says whether a service definition still makes the same services: all that expansion uses up (hosts, description, templates, groups, lists, dependencies) is
/// written as it was. Other values change these services and nothing else.
/// </summary>
internal sealed class BlockComparison
{
    // The text of a changed block is looked for no further behind its old length than this; a longer one is rare and read with the whole.
    private const int MostGrowth = 16 * 1024;

    private readonly PropertyNames _names = new DefinitionStore(0).NamesOf(ObjectType.Service);

    /// <summary>The text of a service definition, blank lines and comments before it included; empty where there is another thing, or none.</summary>
    /// <param name="text">Text from its first line on.</param>
    /// <param name="length">Length that it had.</param>
    internal static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> text, int length)
    {
        var limit = Math.Min(text.Length, length + MostGrowth);
        var tree = SyntaxTree.Parse("", text[..limit]);
        if (tree.Blocks.IsEmpty)
        {
            return default;
        }

        var (define, end) = tree.Blocks[0];
        var isComplete = end < tree.Lines.Length || limit == text.Length;
        return isComplete && IsPlain(tree.Lines[..end], define) ? text[..(end < tree.Lines.Length ? tree.Lines[end].Start : limit)] : default;
    }

    /// <summary>Whether two service definitions make the same services.</summary>
    internal bool MakeTheSame(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var (old, changed) = (Consumed(SyntaxTree.Parse("", before)), Consumed(SyntaxTree.Parse("", after)));
        return old.SequenceEqual(changed);
    }

    private List<(string Name, string Value)> Consumed(SyntaxTree tree)
    {
        var consumed = new List<(string, string)> { ("define", tree.Key(tree.Blocks[0].Define)) };
        for (var index = 0; index < tree.Lines.Length; index++)
        {
            if (tree.Lines[index].Kind == LineKind.Property)
            {
                var name = _names.Read(tree.KeyBytes(index), out _);
                if (name.IsConsumed)
                {
                    consumed.Add((name.Text, tree.Value(index)));
                }
            }
        }

        return consumed;
    }

    private static bool IsPlain(ReadOnlySpan<SyntaxLine> lines, int define)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            var isInOrder = index >= define || lines[index].Kind is LineKind.Blank or LineKind.Comment;
            if (!isInOrder || (lines[index].Faults & ~(LineFaults.Continued | LineFaults.Escaped)) != LineFaults.None)
            {
                return false;
            }
        }

        return lines[^1].Kind == LineKind.CloseBrace;
    }
}
