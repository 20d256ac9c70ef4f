using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;

namespace Tsuba.Synchronizer.Sources.Desk;

/// <summary>How a source is doing.</summary>
/// <param name="Definition">The source.</param>
/// <param name="Memory">What it brought.</param>
/// <param name="IsRunning">Whether it is read at this moment.</param>
public sealed record SourceStatus(SourceDefinition Definition, SourceMemory Memory, bool IsRunning);
