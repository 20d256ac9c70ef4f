using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Sources.Ledger;

/// <summary>The memory of a source on disk.</summary>
internal sealed record StoredSource(
    string Name, long LastRead, long LastSound, string Trouble, ImmutableArray<string> Findings, ImmutableArray<StoredEntry> Entries);
