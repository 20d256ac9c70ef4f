using Tsuba.Execution.Native;

namespace Tsuba.Execution.Plugins;

/// <summary>
/// Words for a process that could not be started. Exit status 127 and 126 are what a shell reports for the same faults, and
/// what people search for. Source: reference/conventions.md 1.
/// </summary>
internal static class StartFailure
{
    internal static string Describe(string program, int error) => error switch
    {
        Errno.NotFound =>
            $"{program}: {Errno.Describe(error)} (exit status 127 in a shell: is the plugin installed, and the interpreter that its first line names?)",
        Errno.NotPermitted =>
            $"{program}: {Errno.Describe(error)} (exit status 126 in a shell: is it executable, and reachable for the user who runs plugins?)",
        Errno.NotExecutable =>
            $"{program}: {Errno.Describe(error)} (exit status 126 in a shell: was it built for another machine?)",
        Errno.ListTooLong =>
            $"{program}: {Errno.Describe(error)} (one argument or variable may have 128 KiB, all together a quarter of the stack limit)",
        _ => $"{program}: {Errno.Describe(error)}",
    };
}
