namespace Tsuba.Synchronizer.Sources.Ledger;

/// <summary>A written object on disk.</summary>
internal sealed record StoredObject(StoredName Name, bool IsMade, SortedDictionary<string, string> Properties);
