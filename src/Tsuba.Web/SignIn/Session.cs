namespace Tsuba.Web.SignIn;

/// <summary>Somebody who is signed in.</summary>
/// <param name="UserName">Name: <c>admin</c>, a contact, or the name of a token.</param>
/// <param name="IsAdmin">Sees everything and may give every command.</param>
/// <param name="CanSubmitCommands">May give commands for what is seen.</param>
/// <param name="FormToken">Must come back with every form: a page of another origin does not know it.</param>
/// <param name="IsToken">Came with an API token instead of a cookie.</param>
public sealed record Session(string UserName, bool IsAdmin, bool CanSubmitCommands, string FormToken, bool IsToken)
{
    /// <summary>Of a token: the scope that stands beside it (<c>read</c>, <c>write</c>, or what the port knows besides); else empty.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Of a contact by cookie: a hash of the password that it signed in with, so that another one ends the session; else empty.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>The token that it came with; null: by cookie.</summary>
    public ApiToken? Token { get; init; }

    /// <summary>Whether it may look. A token whose scopes nobody knows may nothing.</summary>
    public bool MayRead => Token is not { } token || token.Scopes.HasFlag(TokenScopes.Read);

    /// <summary>Whether it may give passive results.</summary>
    public bool MayGiveResults => Token is not { } token ? CanSubmitCommands : (token.Scopes & (TokenScopes.Passive | TokenScopes.Command)) != 0;

    /// <summary>Whether it may do what concerns the whole site.</summary>
    public bool MayAdminister => Token is not { } token ? IsAdmin && CanSubmitCommands : token.Scopes.HasFlag(TokenScopes.Admin) && !token.IsLimited;
}
