using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core;

/// <summary>Two texts with a common ancestor, merged line by line: pieces that are agreed, and pieces on which the two differ.</summary>
/// <param name="Pieces">In order; together they are the whole text.</param>
internal sealed record MergedText(ImmutableArray<MergePiece> Pieces)
{
    private const int ShortestMarker = 20;

    /// <summary>Whether there is nothing to decide.</summary>
    internal bool IsClean => Pieces.All(piece => !piece.IsConflict);

    /// <summary>A text that cannot be merged line by line.</summary>
    internal static MergedText Whole(ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> ancestor, ReadOnlyMemory<byte> theirs) =>
        new([new MergePiece(true, ours, ancestor, theirs)]);

    /// <summary>Length of markers that no line of these texts can be taken for.</summary>
    internal static int MarkerFor(params ReadOnlySpan<ReadOnlyMemory<byte>> texts)
    {
        var longest = ShortestMarker;
        foreach (var text in texts)
        {
            byte last = 0;
            var run = 0;
            foreach (var letter in text.Span)
            {
                run = letter == last ? run + 1 : 1;
                last = letter;
                longest = letter is (byte)'<' or (byte)'>' or (byte)'=' or (byte)'|' ? Math.Max(longest, run) : longest;
            }
        }

        return longest + 1;
    }

    /// <summary>Reads a text in which conflicts are marked with ours, base and theirs.</summary>
    internal static MergedText Parse(ReadOnlyMemory<byte> marked, int marker)
    {
        var pieces = ImmutableArray.CreateBuilder<MergePiece>();
        var sides = new List<byte>[] { [], [], [], [] };
        var side = 0;
        for (var start = 0; start < marked.Length;)
        {
            var length = marked.Span[start..].IndexOf((byte)'\n');
            var end = length < 0 ? marked.Length : start + length + 1;
            var line = marked.Span[start..end];
            var mark = line.Length > marker - 1 && line[..marker].IndexOfAnyExcept(line[0]) < 0 && (line.Length == marker || line[marker] is (byte)' ' or (byte)'\n' or (byte)'\r') ? line[0] : (byte)0;
            switch (mark)
            {
                case (byte)'<':
                    Finish(pieces, sides);
                    side = 1;
                    break;
                case (byte)'|':
                    side = 2;
                    break;
                case (byte)'=':
                    side = 3;
                    break;
                case (byte)'>':
                    pieces.Add(new MergePiece(true, sides[1].ToArray(), sides[2].ToArray(), sides[3].ToArray()));
                    Array.ForEach(sides, list => list.Clear());
                    side = 0;
                    break;
                default:
                    sides[side].AddRange(line);
                    break;
            }

            start = end;
        }

        Finish(pieces, sides);
        return new MergedText(pieces.ToImmutable());
    }

    /// <summary>The text in which each conflict is decided.</summary>
    /// <param name="decide">What stands in place of the conflict of an index, counted from 0.</param>
    internal byte[] Resolve(Func<int, MergePiece, ReadOnlyMemory<byte>> decide)
    {
        using var output = new MemoryStream();
        var conflict = 0;
        foreach (var piece in Pieces)
        {
            output.Write((piece.IsConflict ? decide(conflict++, piece) : piece.Ours).Span);
        }

        return output.ToArray();
    }

    private static void Finish(ImmutableArray<MergePiece>.Builder pieces, List<byte>[] sides)
    {
        if (sides[0].Count > 0)
        {
            var text = sides[0].ToArray();
            pieces.Add(new MergePiece(false, text, text, text));
            sides[0].Clear();
        }
    }
}
