namespace Tsuba.Modules.Console.Api;

/// <summary>The site as the arbiter that leads told it.</summary>
/// <param name="Name">Name of the site.</param>
/// <param name="Zone">Zone of the configuration.</param>
/// <param name="Hosts">Hosts that are seen.</param>
/// <param name="Services">Services that are seen.</param>
/// <param name="Told">When the arbiter told it, seconds since 1970; 0: not yet, and daemons and parts are empty.</param>
/// <param name="Leader">The arbiter that gives orders.</param>
/// <param name="Generation">Generation of the configuration.</param>
/// <param name="ConfigurationError">Why the last reload was refused; empty: it was not.</param>
/// <param name="Daemons">The daemons.</param>
/// <param name="Parts">The parts.</param>
public sealed record ApiSite(
    string Name,
    string Zone,
    int Hosts,
    int Services,
    double Told,
    string Leader,
    long Generation,
    string ConfigurationError,
    IReadOnlyList<ApiDaemon> Daemons,
    IReadOnlyList<ApiPart> Parts);
