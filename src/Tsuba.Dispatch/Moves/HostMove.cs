using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Moves;

/// <summary>A host that a new placement puts into another part.</summary>
/// <param name="Host">host_name.</param>
/// <param name="From">The part that has its state.</param>
/// <param name="To">The part that shall have it; the same one where it comes back before it arrived elsewhere.</param>
public sealed record HostMove(string Host, PartId From, PartId To);
