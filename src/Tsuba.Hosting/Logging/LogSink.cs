using System.Threading.Channels;

namespace Tsuba.Hosting.Logging;

/// <summary>
/// Writes log lines to standard error and to a file for each source. Lines wait in a queue of at most 8192; while it is full they are
/// counted and left out, so a blocked terminal delays no daemon.
/// </summary>
public sealed class LogSink : IAsyncDisposable
{
    private const int MaxQueued = 8192;

    private readonly Channel<LogLine> _queue = Channel.CreateBounded<LogLine>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly string? _directory;
    private readonly TextWriter _terminal;
    private readonly bool _isOnTerminal;
    private readonly Dictionary<string, RotatingFile> _files = new(StringComparer.Ordinal);
    private readonly Task _loop;
    private long _dropped;
    private int _reopen;

    /// <summary>A sink; its loop runs until it is disposed.</summary>
    /// <param name="directory">Where the files go; null: no files.</param>
    /// <param name="terminal">Standard error.</param>
    /// <param name="isOnTerminal">Whether lines go to <paramref name="terminal"/> too.</param>
    public LogSink(string? directory, TextWriter terminal, bool isOnTerminal)
    {
        _directory = directory;
        _terminal = terminal;
        _isOnTerminal = isOnTerminal;
        _loop = LoopAsync();
    }

    /// <summary>Lines left out because the queue was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes a line.</summary>
    public void Write(LogLine line)
    {
        if (!_queue.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Opens the files anew before the next line, for a program that moved them away.</summary>
    public void Reopen() => Interlocked.Exchange(ref _reopen, 1);

    /// <summary>Writes what is queued and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        CloseFiles();
    }

    private async Task LoopAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var line))
            {
                if (Interlocked.Exchange(ref _reopen, 0) == 1)
                {
                    CloseFiles();
                }

                await WriteAsync(line);
            }

            foreach (var file in _files.Values)
            {
                file.Flush();
            }
        }
    }

    private async Task WriteAsync(LogLine line)
    {
        if (_isOnTerminal)
        {
            await _terminal.WriteLineAsync(line.Text);
        }

        if (_directory is null)
        {
            return;
        }

        if (!_files.TryGetValue(line.Source, out var file))
        {
            file = new RotatingFile(Path.Combine(_directory, line.Source + ".log"));
            _files.Add(line.Source, file);
        }

        if (file.Write(line.Text) is { } fault)
        {
            Interlocked.Increment(ref _dropped);
            await _terminal.WriteLineAsync($"{line.Source}: the log file cannot be written: {fault}");
        }
    }

    private void CloseFiles()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }

        _files.Clear();
    }
}
