using Tsuba.Execution.Plugins;

namespace Tsuba.Execution.Work;

/// <summary>One way to run jobs, chosen by <c>module_type</c> of their command.</summary>
public interface IWorkerKind : IAsyncDisposable
{
    /// <summary>The <c>module_type</c> that it serves; <c>fork</c> for processes.</summary>
    string ModuleType { get; }

    /// <summary>Most jobs that it can run at a time.</summary>
    int Slots { get; }

    /// <summary>Jobs that it has taken and not started yet.</summary>
    int Waiting { get; }

    /// <summary>Starts a job and calls <paramref name="ended"/> once, on any thread. False: it has as many as it can.</summary>
    bool TryStart(WorkItem item, Action<WorkItem, PluginResult> ended);
}
