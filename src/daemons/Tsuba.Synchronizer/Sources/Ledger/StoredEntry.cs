namespace Tsuba.Synchronizer.Sources.Ledger;

/// <summary>An object of a source on disk.</summary>
internal sealed record StoredEntry(string Key, StoredName Name, SortedDictionary<string, string> Properties, long? VanishedSince, StoredName? AppliedName);
