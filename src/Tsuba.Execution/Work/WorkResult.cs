using Tsuba.Execution.Plugins;

namespace Tsuba.Execution.Work;

/// <summary>A job with what became of it, kept until its source has acknowledged it.</summary>
/// <param name="Item">The job as it was leased last.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record WorkResult(WorkItem Item, PluginResult Outcome)
{
    /// <summary>What keeping it costs, about.</summary>
    internal long Bytes => 512 + Outcome.Output.Length + ((Outcome.Failure?.Length ?? 0) * 2L);
}
