namespace Tsuba.Configuration.Edits;

/// <summary>Bytes of one file that are replaced.</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Offset behind the last one; equal to <paramref name="Start"/> where bytes are only put in.</param>
/// <param name="Replacement">What stands there afterwards.</param>
internal readonly record struct FileChange(int Start, int End, ReadOnlyMemory<byte> Replacement)
{
    /// <summary>The content with changes made. They do not overlap; at equal places they keep their order.</summary>
    internal static byte[] Apply(ReadOnlyMemory<byte> content, IEnumerable<FileChange> changes)
    {
        using var output = new MemoryStream(content.Length + 256);
        var copied = 0;
        foreach (var change in changes.OrderBy(change => change.Start))
        {
            output.Write(content.Span[copied..change.Start]);
            output.Write(change.Replacement.Span);
            copied = change.End;
        }

        output.Write(content.Span[copied..]);
        return output.ToArray();
    }
}
