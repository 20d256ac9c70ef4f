namespace Tsuba.Hosting.Routing;

/// <summary>Bounds of every message between daemons. Source: reference/security.md, exhaustion by message.</summary>
public static class WireLimits
{
    /// <summary>Largest body of a request or a reply, in bytes.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>Deepest nesting of a message.</summary>
    public const int MaxDepth = 64;
}
