using System.Globalization;
using System.Text.Unicode;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>Reports what is wrong with the lines of one file, whatever they mean.</summary>
internal static class SyntaxChecks
{
    internal static void Report(SyntaxTree tree, FindingLog findings)
    {
        foreach (var index in tree.Notable)
        {
            ReportLine(tree, index, tree.Lines[index], findings);
        }

        var content = tree.Content.Span;
        if (content.Contains((byte)0) || !Utf8.IsValid(content))
        {
            ReportBytes(tree, findings);
        }
    }

    private static void ReportLine(SyntaxTree tree, int index, SyntaxLine line, FindingLog findings)
    {
        var here = tree.KeyLocation(index);
        if ((line.Faults & LineFaults.TooLong) != 0)
        {
            findings.Add(
                FileFindings.LineTooLong,
                here,
                string.Create(CultureInfo.InvariantCulture, $"the line has {tree.LineBytes(index).Length} bytes; at most {SyntaxTree.LongestLineBytes} are read"));
        }

        if ((line.Faults & LineFaults.ContinuationAtEnd) != 0)
        {
            findings.Add(FileFindings.ContinuationAtEnd, here, "the file ends behind the backslash that continues this line");
        }

        if ((line.Faults & LineFaults.BraceMissing) != 0)
        {
            findings.Add(FileFindings.BraceMissing, here, $"expected {{ after define {Excerpt.Of(tree.Key(index))}");
        }

        if ((line.Faults & LineFaults.TextAfterOpenBrace) != 0)
        {
            findings.Add(
                FileFindings.TextAfterBrace,
                tree.ValueLocation(index),
                $"expected the end of the line, found \"{Excerpt.Of(tree.Value(index))}\"; properties stand on lines of their own");
        }

        if ((line.Faults & LineFaults.TextAfterCloseBrace) != 0)
        {
            findings.Add(
                FileFindings.TextAfterClosingBrace,
                tree.ValueLocation(index),
                $"expected the end of the line after }}, found \"{Excerpt.Of(tree.Value(index))}\"");
        }

        if ((line.Faults & LineFaults.NotClosed) != 0)
        {
            findings.Add(FileFindings.BlockNotClosed, here, $"the block of define {Excerpt.Of(tree.Key(index))} is not closed; expected }} after its last property");
        }

        if ((line.Faults & LineFaults.Unexpected) != 0)
        {
            findings.Add(FileFindings.BraceUnexpected, here, "this } closes no block");
        }
    }

    private static void ReportBytes(SyntaxTree tree, FindingLog findings)
    {
        for (var index = 0; index < tree.Lines.Length; index++)
        {
            var bytes = tree.LineBytes(index);
            var nul = bytes.IndexOf((byte)0);
            if (nul >= 0)
            {
                findings.Add(FileFindings.NulByte, Place(tree, index, bytes, nul), "the file holds a NUL byte; expected text");
            }

            if (!Utf8.IsValid(bytes))
            {
                var (line, column) = FirstInvalid(bytes);
                findings.Add(
                    FileFindings.EncodingInvalid,
                    new SourceLocation(tree.Path, tree.Lines[index].Number + line, column),
                    "expected UTF-8; the invalid bytes are replaced");
            }
        }
    }

    private static SourceLocation Place(SyntaxTree tree, int index, ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        return new SourceLocation(tree.Path, tree.Lines[index].Number + before.Count((byte)'\n'), offset - before.LastIndexOf((byte)'\n'));
    }

    private static (int Line, int Column) FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var line = 0;
        while (true)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            if (!Utf8.IsValid(piece) || end < 0)
            {
                var column = 1;
                while (System.Text.Rune.DecodeFromUtf8(piece, out _, out var taken) == System.Buffers.OperationStatus.Done)
                {
                    piece = piece[taken..];
                    column++;
                }

                return (line, column);
            }

            bytes = bytes[(end + 1)..];
            line++;
        }
    }
}
