namespace Tsuba.Web.SignIn;

/// <summary>Why somebody was not let in or through, as counters and log name it.</summary>
public static class RefusalReasons
{
    /// <summary>Neither signed in nor a token.</summary>
    public const string NoSignIn = "no_sign_in";

    /// <summary>Name and password do not fit, or too many attempts.</summary>
    public const string Password = "password";

    /// <summary>There is no such token; it may have been revoked.</summary>
    public const string UnknownToken = "unknown_token";

    /// <summary>The token has expired.</summary>
    public const string Expired = "expired";

    /// <summary>The token has not the scope, or the user not the right, that this needs.</summary>
    public const string Scope = "scope";

    /// <summary>The token is limited to other hosts or contact groups.</summary>
    public const string Limit = "limit";

    /// <summary>The form is not of this session.</summary>
    public const string FormToken = "form_token";

    /// <summary>The port has as many connections as it takes.</summary>
    public const string TooManyConnections = "too_many_connections";

    /// <summary>The connection was opened and nothing was asked on it.</summary>
    public const string Silent = "silent";

    /// <summary>The headers of a request took too long.</summary>
    public const string SlowHeaders = "slow_headers";

    /// <summary>The body of a request came too slowly.</summary>
    public const string SlowBody = "slow_body";

    /// <summary>The answer was taken too slowly.</summary>
    public const string SlowReader = "slow_reader";

    /// <summary>The handshake of TLS failed or took too long.</summary>
    public const string Handshake = "handshake";
}
