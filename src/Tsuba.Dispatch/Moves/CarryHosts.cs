using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Moves;

/// <summary>Take the state of hosts from the part that had them, put it into the part that has them now, and say there that nothing more comes.</summary>
/// <param name="From">The part that had them.</param>
/// <param name="To">The part that has them now.</param>
/// <param name="Hosts">Names, in ordinal order.</param>
/// <param name="WithState">False: the state is given up, since nobody serves the part that has it; the hosts begin anew.</param>
/// <param name="Turn">Which beginning of <see cref="MoveBrain"/> it belongs to: one of an earlier configuration ends nothing.</param>
public sealed record CarryHosts(PartId From, PartId To, ImmutableArray<string> Hosts, bool WithState, int Turn) : MoveAction(From);
