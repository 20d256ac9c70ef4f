using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>A part that was ordered to another scheduler.</summary>
/// <param name="Part">The part.</param>
/// <param name="From">Its owner.</param>
/// <param name="To">Who owns it as soon as it has everything.</param>
public readonly record struct PartMove(PartId Part, string From, string To);
