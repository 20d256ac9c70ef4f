using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Syntax;

/// <summary>
/// A configuration file as it was written: every byte belongs to exactly one line, and nothing is interpreted away. Parsing never
/// fails; what makes no sense is a line of kind <see cref="LineKind.Stray"/> or a line with <see cref="LineFaults"/>.
/// Source: reference/shinken.md 3.1.
/// </summary>
public sealed class SyntaxTree
{
    /// <summary>Longest logical line whose content is read, in bytes.</summary>
    public const int LongestLineBytes = 1 << 20;

    private readonly SyntaxLine[] _lines;
    private readonly int _lineCount;

    internal SyntaxTree(string path, ReadOnlyMemory<byte> content, SyntaxLine[] lines, int lineCount, ImmutableArray<SyntaxBlock> blocks, ImmutableArray<int> notable, int propertyCount)
    {
        Path = path;
        Content = content;
        _lines = lines;
        _lineCount = lineCount;
        Blocks = blocks;
        Notable = notable;
        PropertyCount = propertyCount;
    }

    /// <summary>Path of the file, as the configuration named it.</summary>
    public string Path { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>All lines in order.</summary>
    public ReadOnlySpan<SyntaxLine> Lines => _lines.AsSpan(0, _lineCount);

    /// <summary>All objects in order.</summary>
    public ImmutableArray<SyntaxBlock> Blocks { get; }

    /// <summary>Indices of the lines outside of objects that are neither blank nor comment, and of all lines with faults, in order.</summary>
    public ImmutableArray<int> Notable { get; }

    /// <summary>Reads a file. Takes any bytes; the result keeps <paramref name="content"/>, which must not change afterwards.</summary>
    /// <param name="path">Path for messages.</param>
    /// <param name="content">The bytes of the file.</param>
    public static SyntaxTree Parse(string path, ReadOnlyMemory<byte> content) => new SyntaxParser(content.Span, []).Parse(path, content);

    /// <summary>Reads a file without some of its blocks. The tree cannot be printed.</summary>
    internal static SyntaxTree Parse(string path, ReadOnlyMemory<byte> content, ReadOnlySpan<SkippedLines> skipped) =>
        new SyntaxParser(content.Span, skipped).Parse(path, content);

    /// <summary>The bytes of one line, its line end included.</summary>
    /// <param name="index">Index into <see cref="Lines"/>.</param>
    public ReadOnlySpan<byte> LineBytes(int index)
    {
        var end = index + 1 < _lineCount ? _lines[index + 1].Start : Content.Length;
        return Content.Span[_lines[index].Start..end];
    }

    /// <summary>Writes the file, byte by byte what was parsed.</summary>
    public void Print(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        for (var index = 0; index < _lineCount; index++)
        {
            output.Write(LineBytes(index));
        }
    }

    /// <summary>The key of a line: property name, option name or object type. Invalid UTF-8 is replaced.</summary>
    public string Key(int index) => Encoding.UTF8.GetString(KeyBytes(index));

    /// <summary>The key of a line as bytes.</summary>
    public ReadOnlySpan<byte> KeyBytes(int index)
    {
        ref readonly var line = ref _lines[index];
        return Content.Span[line.KeyStart..line.KeyEnd];
    }

    /// <summary>The value of a line as it is meant: pieces joined, <c>\;</c> as a semicolon, invalid UTF-8 replaced.</summary>
    public string Value(int index)
    {
        ref readonly var line = ref _lines[index];
        var bytes = Content.Span[line.ValueStart..line.ValueEnd];
        return (line.Faults & (LineFaults.Continued | LineFaults.Escaped)) == 0
            ? Encoding.UTF8.GetString(bytes)
            : SyntaxText.Assemble(bytes, line.Kind);
    }

    /// <summary>Where the key of a line stands.</summary>
    public SourceLocation KeyLocation(int index)
    {
        ref readonly var line = ref _lines[index];
        return new SourceLocation(Path, line.Number, 1 + CountCharacters(line.Start, line.KeyStart));
    }

    /// <summary>Where the value of a line stands; the line of its first piece.</summary>
    public SourceLocation ValueLocation(int index)
    {
        ref readonly var line = ref _lines[index];
        return new SourceLocation(Path, line.Number, 1 + CountCharacters(line.Start, line.ValueStart));
    }

    /// <summary>Number of lines that are properties.</summary>
    internal int PropertyCount { get; }

    /// <summary>The lines as an array, for loops that are hot.</summary>
    internal SyntaxLine[] LineArray => _lines;

    private int CountCharacters(int start, int end)
    {
        var bytes = Content.Span[start..end];
        return Ascii.IsValid(bytes) ? bytes.Length : Encoding.UTF8.GetCharCount(bytes);
    }
}
