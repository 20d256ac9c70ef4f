using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>Outcome of compiling.</summary>
/// <param name="Running">The configuration; null: refused.</param>
/// <param name="Diagnostics">All findings.</param>
public sealed record CompiledConfiguration(RunningConfiguration? Running, ImmutableArray<Diagnostic> Diagnostics);
