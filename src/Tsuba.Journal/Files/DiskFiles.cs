using System.Runtime.InteropServices;

namespace Tsuba.Journal.Files;

/// <summary>The real file system.</summary>
public sealed partial class DiskFiles : IJournalFiles
{
    // O_RDONLY | O_CLOEXEC: a plugin that is started meanwhile does not inherit the descriptor.
    private const int ReadOnlyCloseOnExec = 0x80000;

    private DiskFiles()
    {
    }

    /// <summary>The only instance; it has no state.</summary>
    public static DiskFiles Instance { get; } = new();

    /// <inheritdoc />
    public void CreateDirectory(string directory) => Directory.CreateDirectory(directory);

    /// <inheritdoc />
    public IReadOnlyList<string> List(string directory)
    {
        var names = new List<string>();
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            names.Add(Path.GetFileName(path));
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc />
    public IJournalFile Open(string path) =>
        new DiskFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc />
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc />
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc />
    public void FlushDirectory(string directory)
    {
        // The runtime opens no directories, and a new name is durable only after fsync of its directory.
        var descriptor = NativeOpen(directory, ReadOnlyCloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"cannot open directory {directory}: error {Marshal.GetLastPInvokeError()}");
        }

        var result = NativeFlush(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = NativeClose(descriptor);
        if (result != 0)
        {
            throw new IOException($"cannot flush directory {directory}: error {error}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeFlush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int NativeClose(int descriptor);
}
