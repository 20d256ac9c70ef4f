using Tsuba.LiveState.Access;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Pages;

/// <summary>What every page of the console is rendered from.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">Who looks.</param>
/// <param name="Viewer">What may be seen.</param>
/// <param name="Now">Time of the request.</param>
public sealed record PageRequest(ConsoleSite Site, Session Session, Viewer Viewer, DateTimeOffset Now);
