using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tsuba.Modules.Passive.Pipe;

/// <summary>Makes and opens a named pipe.</summary>
internal static partial class Fifo
{
    private const int AlreadyExists = 17;

    // rw-rw----: the group is shared with whoever may give commands, as with Nagios' command file.
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>
    /// Opens the pipe, making it where it is missing. Opened for both directions, so that reading does not end when the last writer
    /// leaves.
    /// </summary>
    /// <exception cref="IOException">The path is something other than a pipe, or cannot be made.</exception>
    public static FileStream Open(string path)
    {
        if (MakeFifo(path, (uint)Mode) == 0)
        {
            // The umask of the service takes the group's right to write away. Of a pipe that was there already its owner decides.
            File.SetUnixFileMode(path, Mode);
        }
        else if (Marshal.GetLastPInvokeError() is var error and not AlreadyExists)
        {
            throw new IOException($"{path}: {new Win32Exception(error).Message}");
        }

        var information = new FileInfo(path);
        if (information.LinkTarget is not null || (information.Attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) != 0)
        {
            throw new IOException($"{path} is not a named pipe");
        }

        // The open file, not the name, decides: a regular file can be sought in, a pipe cannot.
        var pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (pipe.CanSeek)
        {
            pipe.Dispose();
            throw new IOException($"{path} is not a named pipe");
        }

        return pipe;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
