using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Moves;

/// <summary>What <see cref="MoveBrain"/> looks at.</summary>
/// <param name="IsServed">Whether somebody is known to run a part.</param>
/// <param name="IsCurrent">Whether the part is known to run the configuration that moves the hosts.</param>
/// <param name="IsDrained">Whether every command for a part that was taken before the moves began has been answered.</param>
public readonly record struct MoveView(Func<PartId, bool> IsServed, Func<PartId, bool> IsCurrent, Func<PartId, bool> IsDrained);
