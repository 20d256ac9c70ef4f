namespace Tsuba.Modules.Console.Events;

/// <summary>Why an event stream ended.</summary>
internal enum StreamEnd
{
    /// <summary>The client closed it, or the port stops.</summary>
    Closed,

    /// <summary>The client took nothing for too long.</summary>
    Slow,

    /// <summary>The history stopped, or is made anew.</summary>
    NoHistory,

    /// <summary>The session ended, or the token was revoked or expired.</summary>
    SignedOut,
}
