using Tsuba.Execution.Plugins;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>A job that a source leased to us.</summary>
/// <param name="Source">Name of the source; its result goes there.</param>
/// <param name="Part">Part that the job belongs to.</param>
/// <param name="Epoch">Ownership under which it was leased.</param>
/// <param name="Id">Of the occurrence or action inside the part: the same however often it is leased.</param>
/// <param name="ModuleType">Kind of worker that runs it.</param>
/// <param name="Request">What to run.</param>
public sealed record WorkItem(string Source, PartId Part, Epoch Epoch, ulong Id, string ModuleType, PluginRequest Request)
{
    /// <summary>What the source sent, for whoever writes the result back to it.</summary>
    public object? Tag { get; init; }

    /// <summary>Whether doing it twice does harm: a notification, an event handler.</summary>
    public bool IsOnce { get; init; }
}
