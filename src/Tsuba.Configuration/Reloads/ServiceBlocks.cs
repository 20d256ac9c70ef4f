using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;

namespace Tsuba.Configuration.Reloads;

/// <summary>
/// The service definitions of one file that are no templates and have nothing unusual about them: what the others say does not follow from them. Each is
/// a range of whole lines, with the blank lines and comments before it. By far most lines of a large site are in such ranges.
/// </summary>
internal sealed class ServiceBlocks
{
    private const LineFaults Usual = LineFaults.Continued | LineFaults.Escaped;

    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int[] _lines;

    private ServiceBlocks(int[] starts, int[] ends, int[] lines)
    {
        _starts = starts;
        _ends = ends;
        _lines = lines;
    }

    /// <summary>Number of blocks.</summary>
    internal int Count => _starts.Length;

    /// <summary>The blocks of a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="services">Its service definitions in the order of their lines.</param>
    internal static ServiceBlocks Of(SyntaxTree tree, IEnumerable<Definition> services)
    {
        var (starts, ends, counts) = (new List<int>(), new List<int>(), new List<int>());
        var lines = tree.Lines;
        var block = 0;
        foreach (var service in services)
        {
            while (tree.Blocks[block].Define != service.Line)
            {
                block++;
            }

            var (define, end) = tree.Blocks[block];
            if (service.IsTemplate || service.Name is not null || !IsUsual(lines[define..end]))
            {
                continue;
            }

            var least = block == 0 ? 0 : tree.Blocks[block - 1].End;
            var first = define;
            while (first > least && lines[first - 1].Kind is LineKind.Blank or LineKind.Comment && lines[first - 1].Faults == LineFaults.None)
            {
                first--;
            }

            var (start, stop) = (lines[first].Start, end < lines.Length ? lines[end].Start : tree.Content.Length);
            starts.Add(start);
            ends.Add(stop);
            counts.Add(end < lines.Length ? lines[end].Number - lines[first].Number : tree.Content.Span[start..stop].Count((byte)'\n'));
        }

        return new ServiceBlocks([.. starts], [.. ends], [.. counts]);
    }

    /// <summary>The index of the block that holds a byte, or -1.</summary>
    internal int Find(int offset)
    {
        var index = Array.BinarySearch(_starts, offset);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 && offset < _ends[index] ? index : -1;
    }

    /// <summary>Where a block lies.</summary>
    internal (int Start, int End) this[int index] => (_starts[index], _ends[index]);

    /// <summary>The same blocks in a text in which some of them have changed.</summary>
    /// <param name="changed">Those, in order.</param>
    internal ServiceBlocks With(IReadOnlyList<ChangedBlock> changed)
    {
        var (starts, ends, lines) = (new int[Count], new int[Count], (int[])_lines.Clone());
        var (next, shift) = (0, 0);
        for (var index = 0; index < Count; index++)
        {
            (starts[index], ends[index]) = (_starts[index] + shift, _ends[index] + shift);
            if (next < changed.Count && changed[next].Index == index)
            {
                shift = changed[next].End - _ends[index];
                ends[index] = changed[next].End;
                lines[index] = changed[next++].Lines;
            }
        }

        return new ServiceBlocks(starts, ends, lines);
    }

    /// <summary>All blocks but some, joined where they lie end to end.</summary>
    /// <param name="changed">Those, in order.</param>
    internal SkippedLines[] Except(IReadOnlyList<ChangedBlock> changed)
    {
        var skipped = new List<SkippedLines>();
        var next = 0;
        for (var index = 0; index < Count; index++)
        {
            if (next < changed.Count && changed[next].Index == index)
            {
                next++;
            }
            else if (skipped.Count > 0 && skipped[^1].End == _starts[index])
            {
                skipped[^1] = new SkippedLines(skipped[^1].Start, _ends[index], skipped[^1].Count + _lines[index]);
            }
            else
            {
                skipped.Add(new SkippedLines(_starts[index], _ends[index], _lines[index]));
            }
        }

        return [.. skipped];
    }

    private static bool IsUsual(ReadOnlySpan<SyntaxLine> lines)
    {
        foreach (ref readonly var line in lines)
        {
            if ((line.Faults & ~Usual) != LineFaults.None)
            {
                return false;
            }
        }

        return lines[^1].Kind == LineKind.CloseBrace;
    }
}
