using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>A carbon that accepts and reads nothing until it is told to; then it notes the values of all lines, each of which is a number.</summary>
internal sealed class SlowCarbon : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _reads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BitArray _seen;
    private readonly Lock _lock = new();
    private readonly Task _loop;
    private int _arrived;

    /// <param name="most">Values are below.</param>
    public SlowCarbon(int most)
    {
        _seen = new BitArray(most);
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Different values that came.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    /// <summary>Reads from now on.</summary>
    public void Read() => _reads.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _reads.TrySetCanceled();
        _listener.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            connections.Add(ReadAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }

        await Task.WhenAll(connections);
    }

    private async Task ReadAsync(TcpClient client)
    {
        using (client)
        {
            await _reads.Task;
            using var reader = new StreamReader(client.GetStream());
            try
            {
                while (await reader.ReadLineAsync(_stop.Token) is { } line)
                {
                    Note(line);
                }
            }
            catch (IOException)
            {
                // The broker makes another connection, and sends what it is not sure of once more.
            }
        }
    }

    // path value time
    private void Note(string line)
    {
        var words = line.Split(' ');
        if (words.Length != 3 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value >= _seen.Length)
        {
            return;
        }

        lock (_lock)
        {
            if (!_seen[value])
            {
                _seen[value] = true;
                _arrived++;
            }
        }
    }
}
