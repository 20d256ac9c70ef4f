using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Model.Snapshots;

/// <summary>Outcome of linking a resolved configuration.</summary>
/// <param name="Snapshot">The snapshot; null if any finding is an error.</param>
/// <param name="Diagnostics">All findings, in order of file, line and column.</param>
public sealed record SnapshotResult(ConfigurationSnapshot? Snapshot, ImmutableArray<Diagnostic> Diagnostics);
