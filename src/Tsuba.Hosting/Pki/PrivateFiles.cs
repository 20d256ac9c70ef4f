namespace Tsuba.Hosting.Pki;

/// <summary>
/// Files that only their owner may read. They are written beside their place and moved, never opened through a symbolic link, and
/// refused when others could have read or replaced them.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Creates a directory with mode 0700, or checks that nobody else can write into the one that exists.</summary>
    public static void EnsureDirectory(string path)
    {
        var info = new DirectoryInfo(path);
        if (info.LinkTarget is not null)
        {
            throw new IOException($"{path} is a symbolic link; give the directory itself.");
        }

        if (!info.Exists)
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else if ((info.UnixFileMode & OthersWrite) != 0)
        {
            throw new IOException($"{path} can be written by others than its owner; chmod go-w it.");
        }
    }

    /// <summary>Writes a file completely or not at all, mode 0600 or, if <paramref name="isPublic"/>, 0644.</summary>
    public static void Write(string path, string content, bool isPublic)
    {
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (isPublic)
        {
            mode |= UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        var temporary = $"{path}.{Environment.ProcessId}.new";
        File.Delete(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = mode,
        };
        using (var stream = new FileStream(temporary, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(content);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file that only its owner may read.</summary>
    /// <exception cref="IOException">It is a link, or others can read it.</exception>
    public static string ReadSecret(string path)
    {
        using var stream = OpenSecret(path);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Checks that only its owner may read a file.</summary>
    /// <exception cref="IOException">It is a link, or others can read it.</exception>
    public static void CheckSecret(string path) => OpenSecret(path).Dispose();

    private static FileStream OpenSecret(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"{path} is a symbolic link; a private key must be a plain file.");
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if ((File.GetUnixFileMode(stream.SafeFileHandle) & Others) != 0)
        {
            stream.Dispose();
            throw new IOException($"{path} can be read by others than its owner; chmod 600 it (and issue it anew if they did).");
        }

        return stream;
    }
}
