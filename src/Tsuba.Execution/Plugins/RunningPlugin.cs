using Tsuba.Execution.Native;

namespace Tsuba.Execution.Plugins;

/// <summary>One process from its start until it is waited for. Owned by the loop's thread.</summary>
internal sealed class RunningPlugin
{
    internal RunningPlugin(PluginRequest request, Child child, uint generation, long startUtcMilliseconds, long started, long deadline)
    {
        Request = request;
        Generation = generation;
        StartUtcMilliseconds = startUtcMilliseconds;
        Started = started;
        Deadline = deadline;
        Output = new CapturedOutput(Math.Max(1, request.MaxOutputBytes));
        Error = new CapturedOutput(Math.Max(1, request.MaxOutputBytes));
        Pid = child.Pid;
        Watch = child.Watch;
        OutputPipe = child.Output;
        ErrorPipe = child.Error;
    }

    internal enum Phase
    {
        /// <summary>Runs inside its time limit.</summary>
        Running,

        /// <summary>Its time was over, its group was killed, its end has not been seen.</summary>
        Killed,

        /// <summary>It ended, but others hold its output open. It stays a zombie, so that its group's id is not given away.</summary>
        LeftOthers,

        /// <summary>Killed without effect: its result is given, its end is still awaited.</summary>
        Stuck,
    }

    internal PluginRequest Request { get; }

    /// <summary>Distinguishes the users of one slot, since the kernel may report a descriptor that was closed a moment ago.</summary>
    internal uint Generation { get; }

    internal long StartUtcMilliseconds { get; }

    internal long Started { get; }

    internal Phase Stage { get; set; }

    /// <summary>When something has to be done if nothing happens, in ticks of the time provider.</summary>
    internal long Deadline { get; set; }

    internal bool TimedOut { get; set; }

    /// <summary>Whether the pipes are watched: only if it runs for a while, since what fits into a pipe can be read at the end.</summary>
    internal bool IsWatched { get; set; }

    internal int Pid { get; }

    internal int Watch { get; set; }

    internal int OutputPipe { get; set; }

    internal int ErrorPipe { get; set; }

    // Fields, because a property would hand out copies of these mutable structs.
    internal CapturedOutput Output;
    internal CapturedOutput Error;
}
