using Tsuba.Journal.Spooling;

namespace Tsuba.Sinks;

/// <summary>One connection to a sink. One loop uses it; what it did not confirm is sent again over the next one.</summary>
public interface ISinkConnection : IAsyncDisposable
{
    /// <summary>Whether it still stands.</summary>
    bool IsOpen { get; }

    /// <summary>Sends records, oldest first.</summary>
    /// <exception cref="IOException">The connection is over, or the sink did not take them: they are sent again.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The connection is over.</exception>
    Task SendAsync(IReadOnlyList<SpoolRecord> records, CancellationToken cancellationToken);

    /// <summary>How long the sink asked to be left alone when it took nothing; zero: it did not say.</summary>
    TimeSpan Wish => TimeSpan.Zero;

    /// <summary>The last record that the sink certainly has, with all before it; 0: none since the last call. Asked after a failure as well.</summary>
    ulong TakeConfirmed();
}
