using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Moves;

/// <summary>Tell the part that had the hosts that their state has arrived. Whether it succeeds does not matter: the next configuration does the same.</summary>
/// <param name="From">The part that had them.</param>
public sealed record ReleaseHosts(PartId From) : MoveAction(From);
