using System.Globalization;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>The most memory that a process had at any look, as its proportional set size in bytes, until it is disposed of.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _path;
    private readonly Task _loop;
    private long _most;

    public MemoryWatch(int process)
    {
        _path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps_rollup");
        Look();
        _loop = WatchAsync();
    }

    /// <summary>The most so far, now included.</summary>
    public double MostBytes
    {
        get
        {
            Look();
            return Volatile.Read(ref _most);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Look();
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look()
    {
        var line = File.ReadLines(_path).First(text => text.StartsWith("Pss:", StringComparison.Ordinal));
        var bytes = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        InterlockedMax(bytes);
    }

    private void InterlockedMax(long bytes)
    {
        for (var known = Volatile.Read(ref _most); bytes > known; known = Volatile.Read(ref _most))
        {
            Interlocked.CompareExchange(ref _most, bytes, known);
        }
    }
}
