namespace Tsuba.Hosting.Routing;

/// <summary>Whether a port hands calls to its daemon.</summary>
public enum PortState
{
    /// <summary>Listening, state is being restored: calls are answered with 503, heartbeats with "restoring".</summary>
    Starting,

    /// <summary>Calls reach the daemon.</summary>
    Open,

    /// <summary>Running calls are cancelled, new ones are answered with 503.</summary>
    Closing,
}
