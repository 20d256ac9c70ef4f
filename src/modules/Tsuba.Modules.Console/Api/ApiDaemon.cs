namespace Tsuba.Modules.Console.Api;

/// <summary>A daemon of the site.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Address and port; for administrators, else empty.</param>
/// <param name="Realm">Realm.</param>
/// <param name="IsSpare">Whether it waits for another one's death.</param>
/// <param name="Liveness">alive, suspect, dead or unknown.</param>
/// <param name="Health">ok, or what troubles it.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="LastSeen">When the arbiter heard it last, seconds since 1970; 0: never.</param>
public sealed record ApiDaemon(string Role, string Name, string Address, string Realm, bool IsSpare, string Liveness, string Health, string Version, double LastSeen);
