using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Sources.Staging;

namespace Tsuba.Synchronizer.Sources.Desk;

/// <summary>What a reading of a source led to.</summary>
/// <param name="Memory">What is remembered of the source.</param>
/// <param name="Plan">What is proposed for its objects.</param>
/// <param name="Applied">What became of the proposals; null: nobody applied them.</param>
internal sealed record SourceRun(SourceMemory Memory, SourcePlan Plan, ChangeSetOutcome? Applied);
