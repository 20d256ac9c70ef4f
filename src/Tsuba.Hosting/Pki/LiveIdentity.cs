namespace Tsuba.Hosting.Pki;

/// <summary>
/// The identity that a daemon shows and the trust it has at this moment. It is replaced as a whole while the daemon runs: whoever shakes
/// hands takes <see cref="Current"/> once and keeps to it.
/// </summary>
public sealed class LiveIdentity : IDisposable
{
    private volatile TlsIdentity _current;
    private TlsIdentity? _previous;

    /// <summary>Takes the first identity over.</summary>
    public LiveIdentity(TlsIdentity first) => _current = first;

    /// <summary>Who we are; never changes.</summary>
    public PeerIdentity Identity => _current.Identity;

    /// <summary>What is shown and believed now.</summary>
    public TlsIdentity Current => _current;

    /// <summary>
    /// Takes another identity over. The one before stays usable for handshakes under way until the next replacement, which is days
    /// later. One caller at a time.
    /// </summary>
    public void Replace(TlsIdentity next)
    {
        if (next.Identity != Identity)
        {
            throw new ArgumentException($"{next.Identity} cannot stand in for {Identity}.", nameof(next));
        }

        _previous?.Dispose();
        _previous = _current;
        _current = next;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _previous?.Dispose();
        _current.Dispose();
    }
}
