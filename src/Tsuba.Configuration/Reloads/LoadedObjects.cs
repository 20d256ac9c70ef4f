using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Reloads;

/// <summary>What <see cref="RepeatedLoad"/> gives.</summary>
/// <param name="Resolved">The registered objects; those that did not change are the instances of the load before.</param>
/// <param name="Diagnostics">All findings, in order of file, line and column.</param>
/// <param name="IsWhole">Whether everything was read anew; false: only what changed.</param>
public sealed record LoadedObjects(ResolvedConfiguration Resolved, ImmutableArray<Diagnostic> Diagnostics, bool IsWhole);
