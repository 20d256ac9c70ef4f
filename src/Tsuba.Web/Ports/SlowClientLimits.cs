namespace Tsuba.Web.Ports;

/// <summary>
/// How long a port for people bears with clients that are slow or say nothing, and with how many of them. What one connection holds is bounded by
/// the server's buffers, so memory is bounded by <see cref="MostConnections"/>.
/// </summary>
public sealed record SlowClientLimits
{
    /// <summary>The limits of the product.</summary>
    public static SlowClientLimits Usual { get; } = new();

    /// <summary>Most connections at once; further ones are closed when they are accepted.</summary>
    public int MostConnections { get; init; } = 2000;

    /// <summary>How long all headers of a request may take from its first byte on.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the handshake of TLS may take.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be idle, before its first request and between two of them.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a body or an answer may move more slowly than it should.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Slowest rate of a body that comes, in bytes a second.</summary>
    public double BodyRate { get; init; } = 240;

    /// <summary>
    /// Slowest rate of an answer that is taken, in bytes a second. What the system buffers counts as taken, so a client that reads nothing is cut
    /// after bytes buffered ÷ rate: 100 s for 400 kB.
    /// </summary>
    public double AnswerRate { get; init; } = 4096;

    /// <summary>Bytes of one connection's answers that the system is asked to buffer; it takes twice as much.</summary>
    public int SendBufferBytes { get; init; } = 192 * 1024;
}
