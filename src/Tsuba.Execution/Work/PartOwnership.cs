using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>Who owns a part, and since which epoch.</summary>
/// <param name="Part">Part.</param>
/// <param name="Epoch">Epoch.</param>
/// <param name="Source">Name of the owner.</param>
public readonly record struct PartOwnership(PartId Part, Epoch Epoch, string Source);
