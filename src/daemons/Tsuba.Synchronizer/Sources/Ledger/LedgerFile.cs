using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Sources.Ledger;

/// <summary>The ledger as it lies on disk.</summary>
/// <param name="Version">Version of the form; 1.</param>
/// <param name="Sources">Memory of each source.</param>
/// <param name="Written">What was written.</param>
internal sealed record LedgerFile(int Version, ImmutableArray<StoredSource> Sources, ImmutableArray<StoredObject> Written);
