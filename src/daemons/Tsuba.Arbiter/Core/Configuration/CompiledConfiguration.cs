using System.Collections.Immutable;
using Tsuba.Configuration.Differences;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>Outcome of compiling.</summary>
/// <param name="Running">The configuration; null: refused.</param>
/// <param name="Difference">What differs from the configuration before.</param>
/// <param name="Diagnostics">All findings.</param>
public sealed record CompiledConfiguration(RunningConfiguration? Running, ConfigurationDifference Difference, ImmutableArray<Diagnostic> Diagnostics);
