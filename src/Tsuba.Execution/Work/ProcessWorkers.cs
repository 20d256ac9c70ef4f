using Tsuba.Execution.Plugins;

namespace Tsuba.Execution.Work;

/// <summary>Runs jobs as processes: <c>module_type fork</c>.</summary>
public sealed class ProcessWorkers : IWorkerKind
{
    private readonly PluginRunner _runner;

    /// <summary>Workers with a runner of their own.</summary>
    public ProcessWorkers(PluginRunnerOptions options, TimeProvider time)
    {
        Slots = options.MaxConcurrent;
        _runner = new PluginRunner(options, time, static result =>
        {
            var running = (Running)result.Request.State!;
            running.Ended(running.Item, result);
        });
    }

    /// <inheritdoc/>
    public string ModuleType => "fork";

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public int Waiting => _runner.Waiting;

    /// <summary>What the runner has done.</summary>
    public PluginCounters Counters => _runner.Counters;

    /// <inheritdoc/>
    public bool TryStart(WorkItem item, Action<WorkItem, PluginResult> ended) =>
        _runner.TryStart(item.Request with { State = new Running(item, ended) });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    private sealed record Running(WorkItem Item, Action<WorkItem, PluginResult> Ended);
}
