namespace Tsuba.Configuration.Syntax;

/// <summary>Whole lines of a file that need not be read again.</summary>
/// <param name="Start">Offset of the first line.</param>
/// <param name="End">Offset behind the last line.</param>
/// <param name="Count">Number of lines.</param>
internal readonly record struct SkippedLines(int Start, int End, int Count)
{
    /// <summary>Number of bytes that are left to be read.</summary>
    internal static int Left(int length, ReadOnlySpan<SkippedLines> skipped)
    {
        foreach (var range in skipped)
        {
            length -= range.End - range.Start;
        }

        return length;
    }
}
