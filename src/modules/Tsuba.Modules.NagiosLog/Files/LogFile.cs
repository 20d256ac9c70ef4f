using System.Globalization;

namespace Tsuba.Modules.NagiosLog.Files;

/// <summary>
/// The log file, its archives, and how far it is written. Appending is all or nothing: what could not be written or noted is taken
/// back, so events that come again do not stand there twice.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private readonly LogPaths _paths;
    private FileStream _stream;

    private LogFile(LogPaths paths, FileStream stream, LogPosition position)
    {
        _paths = paths;
        _stream = stream;
        Position = position;
    }

    /// <summary>How far it is written.</summary>
    public LogPosition Position { get; private set; }

    /// <summary>Whether nothing stands in it.</summary>
    public bool IsEmpty => _stream.Length == 0;

    /// <summary>Opens the log and takes up what was noted.</summary>
    public static LogFile Open(LogPaths paths)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(paths.Log)!);
        Directory.CreateDirectory(paths.Archives);
        var position = File.Exists(paths.Position) ? LogPosition.Parse(File.ReadAllText(paths.Position)) : null;
        var stream = OpenStream(paths.Log);
        if (position is not null && stream.Length > position.Length && paths.IsOurs)
        {
            // The tail comes again. In a file that others write too nothing is taken away; a line may stand there twice then.
            stream.SetLength(position.Length);
        }

        stream.Seek(0, SeekOrigin.End);
        return new LogFile(paths, stream, (position ?? LogPosition.None) with { Length = stream.Length });
    }

    /// <summary>Appends encoded lines and notes how far that was.</summary>
    /// <param name="lines">Lines with their line feeds.</param>
    /// <param name="position">What is to be noted; its length is worked out here.</param>
    public void Append(IEnumerable<byte[]> lines, LogPosition position)
    {
        var before = _stream.Length;
        try
        {
            foreach (var line in lines)
            {
                _stream.Write(line);
            }

            _stream.Flush();
            Note(position with { Length = _stream.Length });
        }
        catch (IOException)
        {
            _stream.SetLength(before);
            _stream.Seek(0, SeekOrigin.End);
            throw;
        }
    }

    /// <summary>
    /// Moves the log to its archive, <c>nagios-MM-DD-YYYY-HH.log</c> by the local time of the rotation, and begins a new one. An
    /// archive of that name is added to, not replaced.
    /// </summary>
    /// <param name="local">Time of the rotation in the site's zone.</param>
    /// <param name="nextUtcMilliseconds">When the next one is.</param>
    public void Rotate(DateTimeOffset local, long nextUtcMilliseconds)
    {
        var archive = Path.Combine(_paths.Archives, string.Create(CultureInfo.InvariantCulture, $"nagios-{local:MM-dd-yyyy-HH}.log"));
        _stream.Dispose();
        if (File.Exists(archive))
        {
            using var target = new FileStream(archive, FileMode.Append, FileAccess.Write);
            using var source = new FileStream(_paths.Log, FileMode.Open, FileAccess.Read);
            source.CopyTo(target);
            File.Delete(_paths.Log);
        }
        else
        {
            File.Move(_paths.Log, archive);
        }

        _stream = OpenStream(_paths.Log);
        Note(Position with { Length = 0, RotateAtUtcMilliseconds = nextUtcMilliseconds });
    }

    /// <summary>Removes the oldest archives beyond a size; tells how many.</summary>
    public int Prune(long maxBytes)
    {
        var archives = new DirectoryInfo(_paths.Archives).EnumerateFiles("nagios-*.log").OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        var removed = 0;
        long bytes = 0;
        foreach (var archive in archives)
        {
            bytes += archive.Length;
            if (bytes > maxBytes)
            {
                archive.Delete();
                removed++;
            }
        }

        return removed;
    }

    public void Dispose() => _stream.Dispose();

    // Others may read, move and remove it: log tools do.
    private static FileStream OpenStream(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.ReadWrite | FileShare.Delete,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
    });

    private void Note(LogPosition position)
    {
        var written = _paths.Position + ".new";
        File.WriteAllText(written, position.ToString());
        File.Move(written, _paths.Position, overwrite: true);
        Position = position;
    }
}
