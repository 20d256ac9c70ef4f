namespace Tsuba.Journal.Files;

/// <summary>
/// The real file system for somebody who only looks: nothing is created, renamed or removed, a missing directory has no files, and a file
/// may be written, renamed or removed by its owner meanwhile.
/// </summary>
public sealed class ReadOnlyFiles : IJournalFiles
{
    private ReadOnlyFiles()
    {
    }

    /// <summary>The only instance; it has no state.</summary>
    public static ReadOnlyFiles Instance { get; } = new();

    /// <inheritdoc />
    public void CreateDirectory(string directory)
    {
        // A missing directory is listed as an empty one.
    }

    /// <inheritdoc />
    public IReadOnlyList<string> List(string directory) => Directory.Exists(directory) ? DiskFiles.Instance.List(directory) : [];

    /// <inheritdoc />
    public IJournalFile Open(string path) =>
        new DiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc />
    public void Rename(string from, string to) => throw Refusal(from);

    /// <inheritdoc />
    public void Delete(string path) => throw Refusal(path);

    /// <inheritdoc />
    public void FlushDirectory(string directory) => throw Refusal(directory);

    private static InvalidOperationException Refusal(string path) => new($"{path} is only looked at");
}
