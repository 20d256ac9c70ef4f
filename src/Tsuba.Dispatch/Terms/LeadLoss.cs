using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;

namespace Tsuba.Dispatch.Terms;

/// <summary>Why an arbiter leads no more. Source: docs/decisions/0056.</summary>
/// <param name="Surpassed">The higher term that was seen; 0: there was none, but too few voters granted the term again.</param>
/// <param name="Holder">The arbiter that has the higher term; empty: not known.</param>
/// <param name="Missing">Voters of the machines whose vote was missing for the time of a lease, in the order of the configuration; empty: a higher term was seen.</param>
public sealed record LeadLoss(uint Surpassed, string Holder, ImmutableArray<DaemonKey> Missing);
