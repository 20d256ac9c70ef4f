namespace Tsuba.Modules.Console.Api;

/// <summary>A part of the site.</summary>
/// <param name="Part">Its number.</param>
/// <param name="Owner">The scheduler that owns it.</param>
/// <param name="Follower">Who holds its copy; empty: nobody.</param>
/// <param name="IsProtected">Whether the copy is complete.</param>
/// <param name="State">active, loading, unowned …</param>
/// <param name="Realm">Realm.</param>
/// <param name="Hosts">Hosts in it.</param>
/// <param name="Services">Services in it.</param>
/// <param name="Losses">How often it went on with less than everything that was acknowledged.</param>
/// <param name="Rules">Version of the rules that it runs under; at least 1.</param>
/// <param name="Hindrance">Which scheduler could not run it, or keeps it from a later version of the rules, in words; empty: none.</param>
/// <param name="LastEvent">Time of the newest event that the broker has, seconds since 1970; 0: none.</param>
public sealed record ApiPart(int Part, string Owner, string Follower, bool IsProtected, string State, string Realm, int Hosts, int Services, int Losses, int Rules, string Hindrance, double LastEvent);
