using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Tsuba.Configuration.Syntax;

/// <summary>Cuts the bytes of a file into lines and blocks in one pass, without building a string.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="skipped">Ranges that are passed over, in order; each begins where a line does, outside of blocks.</param>
internal ref struct SyntaxParser(ReadOnlySpan<byte> bytes, ReadOnlySpan<SkippedLines> skipped)
{
    private const int None = -1;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ReadOnlySpan<SkippedLines> _skipped = skipped;
    private SyntaxLine[] _lines = new SyntaxLine[(SkippedLines.Left(bytes.Length, skipped) / 15) + 16];
    private int _count = 0;
    private int _properties = 0;
    private readonly ImmutableArray<SyntaxBlock>.Builder _blocks = ImmutableArray.CreateBuilder<SyntaxBlock>();

    // Lines that somebody must look at: options, strays, faults. In a large file nearly all lines are none of these.
    private readonly SortedSet<int> _notable = [];

    // The define line whose block is open, and whether its brace has been seen.
    private int _define = None;
    private bool _braceSeen = false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal SyntaxTree Parse(string path, ReadOnlyMemory<byte> content)
    {
        var position = 0;
        var number = 1;
        var skips = 0;
        while (position < _bytes.Length)
        {
            if (skips < _skipped.Length && _skipped[skips].Start == position)
            {
                position = _skipped[skips].End;
                number += _skipped[skips++].Count;
                continue;
            }

            var start = position;
            var firstNumber = number;
            var faults = FindEnd(ref position, ref number, out var end);
            if (position - start > SyntaxTree.LongestLineBytes)
            {
                Add(new SyntaxLine(start, firstNumber, start, start, start, start, _define == None ? LineKind.Stray : LineKind.Property, LineFaults.TooLong));
                continue;
            }

            Classify(start, end, firstNumber, faults);
        }

        CloseBlock(LineFaults.NotClosed);
        return new SyntaxTree(path, content, _lines, _count, _blocks.DrainToImmutable(), [.. _notable], _properties);
    }

    /// <summary>Moves behind the logical line; <paramref name="end"/> is where its content ends, before the line end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly LineFaults FindEnd(ref int position, ref int number, out int end)
    {
        var faults = LineFaults.None;
        while (true)
        {
            var length = _bytes[position..].IndexOf((byte)'\n');
            end = length < 0 ? _bytes.Length : position + length;
            var continued = EndsWithBackslash(position, end);
            position = length < 0 ? _bytes.Length : end + 1;
            number++;
            if (!continued)
            {
                return faults;
            }

            faults |= LineFaults.Continued;
            if (position >= _bytes.Length)
            {
                return faults | LineFaults.ContinuationAtEnd;
            }
        }
    }

    private readonly bool EndsWithBackslash(int start, int end)
    {
        while (end > start && SyntaxText.IsBlank(_bytes[end - 1]))
        {
            end--;
        }

        return end > start && _bytes[end - 1] == '\\';
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Classify(int start, int end, int number, LineFaults faults)
    {
        // Some editors begin a file with a byte order mark; it belongs to the first line and says nothing.
        var first = SkipBlanks(start == 0 && _bytes.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : start, end);
        if (first == end)
        {
            Add(new SyntaxLine(start, number, first, first, first, first, LineKind.Blank, faults));
            return;
        }

        var head = _bytes[first];
        if (head is (byte)'#' or (byte)';')
        {
            Add(new SyntaxLine(start, number, first, first, first, end, LineKind.Comment, faults));
        }
        else if (head == 'd' && IsDefine(first, end))
        {
            CloseBlock(_braceSeen ? LineFaults.NotClosed : LineFaults.BraceMissing);
            AddDefine(start, first, end, number, faults);
        }
        else if (_define == None)
        {
            AddOutside(start, first, end, number, faults);
        }
        else if (!_braceSeen && head == '{')
        {
            _braceSeen = true;
            AddBrace(start, first, end, number, faults, LineKind.OpenBrace, LineFaults.TextAfterOpenBrace);
        }
        else if (head == '}')
        {
            MarkBrace();
            AddBrace(start, first, end, number, faults, LineKind.CloseBrace, LineFaults.TextAfterCloseBrace);
            CloseBlock(LineFaults.None);
        }
        else
        {
            MarkBrace();
            AddProperty(start, first, end, number, faults);
        }
    }

    private readonly bool IsDefine(int first, int end)
    {
        var line = _bytes[first..end];
        return line.StartsWith("define"u8) && (line.Length == 6 || line[6] == '{' || SyntaxText.IsBlank(line[6]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddDefine(int start, int first, int end, int number, LineFaults faults)
    {
        var typeStart = SkipBlanks(first + "define".Length, end);
        var typeEnd = typeStart;
        while (typeEnd < end && _bytes[typeEnd] is not ((byte)'{' or (byte)';' or (byte)'#') && !SyntaxText.IsBlank(_bytes[typeEnd]))
        {
            typeEnd++;
        }

        var rest = SkipBlanks(typeEnd, end);
        var opened = rest < end && _bytes[rest] == '{';
        rest = opened ? SkipBlanks(rest + 1, end) : rest;
        var restEnd = TrimEnd(rest, CommentStart(rest, end));
        if (restEnd > rest)
        {
            faults |= LineFaults.TextAfterOpenBrace;
            opened |= _bytes[restEnd - 1] == '{';
        }

        _define = _count;
        _braceSeen = opened;
        Add(new SyntaxLine(start, number, typeStart, typeEnd, rest, restEnd, LineKind.Define, faults));
        if (opened && restEnd > rest && _bytes[restEnd - 1] == '}')
        {
            CloseBlock(LineFaults.None);
        }
    }

    private void AddOutside(int start, int first, int end, int number, LineFaults faults)
    {
        if (_bytes[first] == '}')
        {
            AddBrace(start, first, end, number, faults | LineFaults.Unexpected, LineKind.CloseBrace, LineFaults.TextAfterCloseBrace);
            return;
        }

        var equals = _bytes[first..end].IndexOf((byte)'=');
        if (equals <= 0)
        {
            Add(new SyntaxLine(start, number, first, TrimEnd(first, end), end, end, LineKind.Stray, faults));
            return;
        }

        var valueStart = SkipBlanks(first + equals + 1, end);
        var valueEnd = valueStart;
        var comment = _bytes[valueStart..end].IndexOf(" ;"u8);
        valueEnd = TrimEnd(valueStart, comment < 0 ? end : valueStart + comment);
        Add(new SyntaxLine(start, number, first, TrimEnd(first, first + equals), valueStart, valueEnd, LineKind.Setting, faults));
    }

    private void AddBrace(int start, int first, int end, int number, LineFaults faults, LineKind kind, LineFaults textAfter)
    {
        var rest = SkipBlanks(first + 1, end);
        var restEnd = TrimEnd(rest, CommentStart(rest, end));
        Add(new SyntaxLine(start, number, first, first + 1, rest, restEnd, kind, restEnd > rest ? faults | textAfter : faults));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddProperty(int start, int first, int end, int number, LineFaults faults)
    {
        var stop = end;
        if ((faults & LineFaults.Continued) == 0 && _bytes[first..end].Contains((byte)';'))
        {
            stop = UnescapedSemicolon(first, end, ref faults);
        }

        var keyEnd = first;
        while (keyEnd < stop && !SyntaxText.IsBlank(_bytes[keyEnd]) && _bytes[keyEnd] != '\n')
        {
            keyEnd++;
        }

        var valueStart = SkipBlanks(keyEnd, stop);
        Add(new SyntaxLine(start, number, first, keyEnd, valueStart, TrimEnd(valueStart, stop), LineKind.Property, faults));
    }

    private readonly int UnescapedSemicolon(int first, int end, ref LineFaults faults)
    {
        for (var index = first; index < end; index++)
        {
            if (_bytes[index] != ';')
            {
                continue;
            }

            if (index == first || _bytes[index - 1] != '\\')
            {
                return index;
            }

            faults |= LineFaults.Escaped;
        }

        return end;
    }

    /// <summary>Text after a brace may be a comment of either kind.</summary>
    private readonly int CommentStart(int start, int end)
    {
        var comment = _bytes[start..end].IndexOfAny((byte)';', (byte)'#');
        return comment < 0 ? end : start + comment;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipBlanks(int start, int end)
    {
        while (start < end && SyntaxText.IsBlank(_bytes[start]))
        {
            start++;
        }

        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int TrimEnd(int start, int end)
    {
        while (end > start && SyntaxText.IsBlank(_bytes[end - 1]))
        {
            end--;
        }

        return end;
    }

    /// <summary>The first line of a block's body came without an opening brace before it.</summary>
    private void MarkBrace()
    {
        if (!_braceSeen)
        {
            Mark(_define, LineFaults.BraceMissing);
            _braceSeen = true;
        }
    }

    private void CloseBlock(LineFaults faults)
    {
        if (_define == None)
        {
            return;
        }

        Mark(_define, faults);
        _blocks.Add(new SyntaxBlock(_define, _count));
        _define = None;
    }

    private readonly void Mark(int index, LineFaults faults)
    {
        if (faults != LineFaults.None)
        {
            _lines[index] = _lines[index] with { Faults = _lines[index].Faults | faults };
            _notable.Add(index);
        }
    }

    private void Add(SyntaxLine line)
    {
        if (line.Faults > LineFaults.Escaped || line.Kind is LineKind.Setting or LineKind.Stray)
        {
            _notable.Add(_count);
        }

        _properties += line.Kind == LineKind.Property ? 1 : 0;
        if (_count == _lines.Length)
        {
            Array.Resize(ref _lines, _lines.Length * 2);
        }

        _lines[_count++] = line;
    }
}
