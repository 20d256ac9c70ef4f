using System.Collections.Immutable;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>What a worker asks for.</summary>
/// <param name="Worker">Its name, as its certificate says.</param>
/// <param name="Run">Changes with every start of it.</param>
/// <param name="Actions">Actions or checks.</param>
/// <param name="Tags">Tags that it carries, each once.</param>
/// <param name="ModuleTypes">Kinds that it can run, each once.</param>
/// <param name="Capacity">Most items wanted.</param>
public sealed record WorkRequest(
    string Worker,
    string Run,
    bool Actions,
    ImmutableArray<string> Tags,
    ImmutableArray<string> ModuleTypes,
    int Capacity)
{
    private const int MaxCapacity = 4096;

    /// <summary>The request as it was sent; without tags or types it means untagged, ordinary work.</summary>
    public static WorkRequest Of(LeaseRequest request, string worker) => new(
        worker,
        request.Run,
        request.Actions,
        request.Tags.Count == 0 ? ["None"] : [.. request.Tags.Distinct(StringComparer.Ordinal)],
        request.ModuleTypes.Count == 0 ? ["fork"] : [.. request.ModuleTypes.Distinct(StringComparer.Ordinal)],
        Math.Clamp(request.Capacity, 0, MaxCapacity));
}
