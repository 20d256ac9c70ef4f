namespace Tsuba.Hosting.Lifecycle;

/// <summary>An advisory lock on a file, released when disposed and when the process ends in any way.</summary>
public sealed class ExclusiveFile : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _stream;

    private ExclusiveFile(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock, or returns null if someone has it.</summary>
    public static ExclusiveFile? Try(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"{path} is a symbolic link; a lock must be a plain file.");
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        try
        {
            return new ExclusiveFile(new FileStream(path, options));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Takes the lock, waiting up to 30 s; for sections of milliseconds.</summary>
    public static ExclusiveFile Wait(string path, TimeProvider time)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (Try(path) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) > Patience)
            {
                throw new IOException($"{path} has been locked by another process for {Patience.TotalSeconds} s.");
            }

            Thread.Sleep(Pause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
