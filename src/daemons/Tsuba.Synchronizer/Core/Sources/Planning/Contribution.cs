using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>What one source says about one object.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entry">What it brought.</param>
/// <param name="LastSound">Time of its last sound reading, seconds of UTC.</param>
internal sealed record Contribution(SourceDefinition Source, SourceEntry Entry, long LastSound);
