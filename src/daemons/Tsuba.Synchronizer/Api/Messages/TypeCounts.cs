namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>What changes of one type.</summary>
/// <param name="Type">Type.</param>
/// <param name="Added">Added.</param>
/// <param name="Changed">Changed.</param>
/// <param name="Removed">Removed.</param>
public sealed record TypeCounts(string Type, int Added, int Changed, int Removed);
