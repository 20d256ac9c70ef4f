namespace Tsuba.Journal.Files;

/// <summary>An open file. Reads may run beside writes; writes, truncation and flush belong to one thread at a time.</summary>
public interface IJournalFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Fills the buffer from an offset; returns how much there was, less than asked only at the end.</summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Writes all bytes at an offset.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file.</summary>
    void Truncate(long length);

    /// <summary>
    /// Makes everything written durable. A failure is final: the system may have dropped the pages and report success next time,
    /// so whoever sees it must write the bytes to another file.
    /// </summary>
    void Flush();
}
