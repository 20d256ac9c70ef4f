using Tsuba.Model.Diagnostics;

namespace Tsuba.Dispatch.Relations;

/// <summary>A host as the cutter sees it.</summary>
/// <param name="Name">host_name.</param>
/// <param name="Realm">Realm of the host: its own, that of a hostgroup, or the default one; empty if there is none.</param>
/// <param name="Services">Number of its services.</param>
/// <param name="Cost">What it costs a scheduler, in units of one check unless costs were measured; at least 1.</param>
/// <param name="Location">Its <c>define host</c>.</param>
public readonly record struct GraphHost(string Name, string Realm, int Services, long Cost, SourceLocation Location);
