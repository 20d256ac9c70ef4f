using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Moves;

/// <summary>Something the arbiter must do for hosts that move. Each is answered by <see cref="MoveBrain.Completed"/>.</summary>
/// <param name="From">The part that had the hosts.</param>
public abstract record MoveAction(PartId From);
