namespace Tsuba.Hosting.Peers;

/// <summary>A call to another daemon that brought no reply.</summary>
public sealed class PeerCallException : Exception
{
    /// <summary>An exception with its cause.</summary>
    public PeerCallException(string message, bool canRetry, Exception? innerException)
        : base(message, innerException)
    {
        CanRetry = canRetry;
        Reason = message;
    }

    /// <summary>An exception whose text names the call.</summary>
    public PeerCallException(PeerAddress peer, string path, string reason, bool canRetry, Exception? innerException)
        : this($"{peer} {path}: {reason}", canRetry, innerException)
    {
        Reason = reason;
    }

    /// <summary>Why, without the name of the call.</summary>
    public string Reason { get; }

    /// <summary>Whether the same call may succeed later (unreachable, timed out, busy) or not (refused, not understood).</summary>
    public bool CanRetry { get; }
}
