namespace Tsuba.Journal.Files;

/// <summary>
/// The file system as the journal sees it: the seam where tests inject torn writes, failing flushes, full disks and flipped
/// bits. Every method throws <see cref="IOException"/> where the system refuses.
/// </summary>
public interface IJournalFiles
{
    /// <summary>Creates a directory and its parents; does nothing where it exists.</summary>
    void CreateDirectory(string directory);

    /// <summary>Names of the files of a directory in ordinal order.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Opens a file for reading and writing; creates it where it is missing.</summary>
    IJournalFile Open(string path);

    /// <summary>Gives a file another name, in its directory or another one of the same file system, and replaces what had that name, in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file; does nothing where there is none.</summary>
    void Delete(string path);

    /// <summary>Makes created, renamed and removed names durable.</summary>
    void FlushDirectory(string directory);
}
