using System.Text;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>Changes to the lines of one definition, in the manner in which the file is laid out.</summary>
internal static class DefinitionLines
{
    private const int ValueColumn = 30;

    /// <summary>Why lines of this definition cannot be changed safely, or null.</summary>
    internal static string? Fault(WrittenDefinition definition)
    {
        var faults = definition.Tree.Lines[definition.Block.Define].Faults;
        if ((faults & (LineFaults.NotClosed | LineFaults.BraceMissing | LineFaults.TextAfterOpenBrace)) != 0)
        {
            return "the braces of the object are not as they should be; correct the file by hand";
        }

        for (var index = definition.Block.Define; index < definition.Block.End; index++)
        {
            if ((definition.Tree.Lines[index].Faults & (LineFaults.TooLong | LineFaults.ContinuationAtEnd)) != 0)
            {
                return "the object has a line that cannot be read; correct the file by hand";
            }
        }

        return null;
    }

    /// <summary>Replaces the value of a line and leaves everything else of it.</summary>
    internal static FileChange Replace(SyntaxTree tree, int line, byte[] value)
    {
        ref readonly var place = ref tree.Lines[line];
        return place.ValueEnd > place.ValueStart
            ? new FileChange(place.ValueStart, place.ValueEnd, value)
            : new FileChange(place.KeyEnd, place.KeyEnd, (byte[])[(byte)' ', .. value]);
    }

    /// <summary>Removes a line.</summary>
    internal static FileChange Remove(SyntaxTree tree, int line) => new(tree.Lines[line].Start, EndOf(tree, line), default);

    /// <summary>Adds a line behind another property, or as the first one, laid out as its neighbour.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="after">The property line before it; null: behind the last property.</param>
    /// <param name="name">Property.</param>
    /// <param name="value">Encoded value.</param>
    internal static FileChange Insert(WrittenDefinition definition, int? after, string name, byte[] value)
    {
        var tree = definition.Tree;
        var properties = definition.Properties;
        if (after is null && properties.IsEmpty)
        {
            var brace = definition.Block.Define;
            while (tree.Lines[brace].Kind != LineKind.OpenBrace && brace + 1 < definition.Block.End && tree.Lines[brace + 1].Kind == LineKind.OpenBrace)
            {
                brace++;
            }

            return new FileChange(EndOf(tree, brace), EndOf(tree, brace), Line("    ", name, " ", value, LineEnd(tree, brace)));
        }

        var neighbour = after ?? properties[^1].Line;
        ref readonly var line = ref tree.Lines[neighbour];
        var indent = Encoding.Latin1.GetString(tree.Content.Span[line.Start..line.KeyStart]);
        var end = EndOf(tree, neighbour);
        return new FileChange(end, end, Line(indent, name, Gap(tree, in line, name), value, LineEnd(tree, neighbour)));
    }

    /// <summary>A whole definition.</summary>
    internal static byte[] Compose(ObjectType type, IEnumerable<KeyValuePair<string, string>> properties, string lineEnd)
    {
        using var text = new MemoryStream();
        text.Write(Encoding.ASCII.GetBytes($"define {Objects.ObjectTypes.Text(type)} {{{lineEnd}"));
        foreach (var (name, value) in properties)
        {
            text.Write(Line("    ", name, new string(' ', Math.Max(1, ValueColumn - name.Length)), PropertyText.Encode(value), lineEnd));
        }

        text.Write(Encoding.ASCII.GetBytes("}"));
        return text.ToArray();
    }

    /// <summary>Offset behind a line and its line end.</summary>
    internal static int EndOf(SyntaxTree tree, int line) => line + 1 < tree.Lines.Length ? tree.Lines[line + 1].Start : tree.Content.Length;

    /// <summary>How the line ends: as the file has it.</summary>
    internal static string LineEnd(SyntaxTree tree, int line) => tree.LineBytes(line).EndsWith("\r\n"u8) ? "\r\n" : "\n";

    private static byte[] Line(string indent, string name, string gap, byte[] value, string lineEnd) =>
        [.. Encoding.Latin1.GetBytes(indent), .. Encoding.UTF8.GetBytes(name), .. Encoding.Latin1.GetBytes(gap), .. value, .. Encoding.ASCII.GetBytes(lineEnd)];

    // The value stands below that of the neighbour where spaces align them; tabs are taken over as they are.
    private static string Gap(SyntaxTree tree, in SyntaxLine neighbour, string name)
    {
        var gap = tree.Content.Span[neighbour.KeyEnd..Math.Max(neighbour.KeyEnd, neighbour.ValueStart)];
        if (gap.IsEmpty || gap.IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0)
        {
            return " ";
        }

        return gap.IndexOfAnyExcept((byte)' ') < 0
            ? new string(' ', Math.Max(1, neighbour.ValueStart - neighbour.KeyStart - name.Length))
            : Encoding.ASCII.GetString(gap);
    }
}
