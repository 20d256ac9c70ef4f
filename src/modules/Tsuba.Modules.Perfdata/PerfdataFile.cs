using System.Runtime.InteropServices;
using System.Text;

namespace Tsuba.Modules.Perfdata;

/// <summary>
/// One performance data file. It is opened for each batch, so whoever moves or removes it between two batches gets a whole file and the next
/// lines begin a new one. A named pipe without a reader, or with a slow one, takes nothing and delays nobody.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="mode">a append, w overwrite at the start and after each processing, p named pipe.</param>
internal sealed partial class PerfdataFile(string path, char mode)
{
    /// <summary>Bytes of a line that a pipe takes whole or not at all; a longer one could be cut.</summary>
    public const int MostPipeBytes = 4096;

    private const int SetFlags = 4;
    private const int ReadWriteNonBlocking = 0x802;

    private bool _begins = mode == 'w';

    /// <summary>Whether the last lines could not be written.</summary>
    public bool IsFailing { get; set; }

    /// <summary>The file was processed: in mode w the next lines begin it anew.</summary>
    public void Processed() => _begins = mode == 'w';

    /// <summary>Writes lines. Returns how many a pipe did not take.</summary>
    /// <param name="lines">Lines without their line feeds.</param>
    /// <exception cref="IOException">The file cannot be opened or written; none of the lines stands in it.</exception>
    public int Write(IReadOnlyList<string> lines) => mode == 'p' ? WritePipe(lines) : WriteFile(lines);

    private int WriteFile(IReadOnlyList<string> lines)
    {
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
        });
        if (!stream.CanSeek)
        {
            throw new IOException($"{path} is no file; host_perfdata_file_mode and service_perfdata_file_mode p are for named pipes");
        }

        var before = _begins ? 0 : stream.Length;
        stream.SetLength(before);
        stream.Seek(0, SeekOrigin.End);
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n'))));
        }
        catch (IOException)
        {
            stream.SetLength(before);
            throw;
        }

        _begins = false;
        return 0;
    }

    private int WritePipe(IReadOnlyList<string> lines)
    {
        // Both directions, as Nagios opens it: this neither waits for a reader nor fails without one.
        using var pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (pipe.CanSeek || SetFileFlags(pipe.SafeFileHandle, SetFlags, ReadWriteNonBlocking) < 0)
        {
            throw new IOException($"{path} is not a named pipe");
        }

        var dropped = 0;
        foreach (var line in lines)
        {
            var bytes = Encoding.UTF8.GetBytes(line + '\n');
            dropped += bytes.Length <= MostPipeBytes && TryWrite(pipe, bytes) ? 0 : 1;
        }

        return dropped;
    }

    private static bool TryWrite(FileStream pipe, byte[] bytes)
    {
        const int TryAgain = 11;
        try
        {
            pipe.Write(bytes);
            return true;
        }
        catch (IOException full) when ((full.HResult & 0xFFFF) == TryAgain)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int SetFileFlags(Microsoft.Win32.SafeHandles.SafeFileHandle file, int command, int flags);
}
