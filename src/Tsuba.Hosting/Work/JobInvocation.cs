using Tsuba.Model.Invocations;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>Reads the command of a job off the wire, with limits where a scheduler gives none.</summary>
public static class JobInvocation
{
    private const int DefaultOutputBytes = 8192;
    private const int MostOutputBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>What to run.</summary>
    public static CommandInvocation Of(Job job) => new()
    {
        Arguments = [.. job.Arguments],
        ShellLine = job.Arguments.Count == 0 && job.ShellLine.Length > 0 ? job.ShellLine : null,
        Environment = [.. job.Environment.Select(static variable => new KeyValuePair<string, string>(variable.Name, variable.Value))],
        Timeout = job.TimeoutMs > 0 ? TimeSpan.FromMilliseconds(job.TimeoutMs) : DefaultTimeout,
        Display = job.Display,
    };

    /// <summary>How much of its output to keep.</summary>
    public static int OutputBytes(Job job) => job.MaxOutputBytes > 0 ? Math.Min(job.MaxOutputBytes, MostOutputBytes) : DefaultOutputBytes;

    /// <summary>Its <c>module_type</c>; <c>fork</c> where the scheduler names none.</summary>
    public static string ModuleType(Job job) => job.ModuleType.Length > 0 ? job.ModuleType : "fork";
}
