using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tsuba.Journal.Files;

/// <summary>
/// A file of the real disk. Flush is fdatasync: it waits for the data and for the length, but not for the time stamps, which
/// the runtime's own flush (fsync) would add to each commit.
/// </summary>
internal sealed partial class DiskFile : IJournalFile
{
    private readonly SafeFileHandle _handle;

    public DiskFile(SafeFileHandle handle)
    {
        _handle = handle;
    }

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = RandomAccess.Read(_handle, buffer[total..], offset + total);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, offset);

    public void Truncate(long length) => RandomAccess.SetLength(_handle, length);

    public void Flush()
    {
        if (NativeFlushData(_handle) != 0)
        {
            throw new IOException($"fdatasync failed: error {Marshal.GetLastPInvokeError()}");
        }
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int NativeFlushData(SafeFileHandle handle);
}
