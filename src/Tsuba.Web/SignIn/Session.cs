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
}
