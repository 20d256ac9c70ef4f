using Tsuba.Synchronizer.Api.Messages;

namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>All sources.</summary>
/// <param name="Sources">Those that are sound, the strongest first.</param>
/// <param name="Findings">What is wrong with definitions.</param>
internal sealed record SourceList(IReadOnlyList<SourceEntry> Sources, IReadOnlyList<FindingEntry> Findings);
