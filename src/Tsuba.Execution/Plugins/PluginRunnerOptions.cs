using System.Collections.Immutable;
using Tsuba.Execution.Native;
using Tsuba.Execution.Users;

namespace Tsuba.Execution.Plugins;

/// <summary>Settings of a <see cref="PluginRunner"/>.</summary>
public sealed record PluginRunnerOptions
{
    /// <summary>Most processes at one time, those that wait to be started included. Each needs three descriptors.</summary>
    public required int MaxConcurrent { get; init; }

    /// <summary>
    /// Threads that start and watch them. A thread stands still while a child of it is on its way to its exec, so one alone cannot
    /// use a second processor, and on a busy machine gets too small a share of it: two nearly double the rate there.
    /// </summary>
    public int Threads { get; init; } = Math.Clamp(System.Environment.ProcessorCount, 1, 4);

    /// <summary>Who runs them; null: the user of this process. Anyone else only where this process runs as root.</summary>
    public required PluginUser? User { get; init; }

    /// <summary>The environment that all processes get.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>How long a process may leave others behind that hold its output open, before they are killed.</summary>
    public TimeSpan LeftoverGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a killed process may take to go, before its result is given without its end (it hangs in the kernel).</summary>
    public TimeSpan KillPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much output beyond its limit a process may write before the pipe is closed under it.</summary>
    public long MaxDiscardedBytes { get; init; } = 8L * 1024 * 1024;

    /// <summary>
    /// Most processes at a time that the descriptor limit of this process leaves room for, at most 4,096:
    /// (limit − 512 for connections and files) / 3 for each process / 2, since two daemons that run processes may share ours.
    /// </summary>
    public static unsafe int MostByDescriptors()
    {
        // The kernel fills both numbers; they live on the stack for the length of the call.
        var limits = stackalloc ulong[2];
        var limit = Libc.GetLimit(Libc.LimitDescriptors, limits) == 0 ? limits[0] : 1024;
        return (int)Math.Clamp((Math.Min(limit, 1_000_000) - Math.Min(limit, 512)) / 6.0, 16, 4096);
    }

    /// <summary>
    /// A small clean environment: where programs are, language, time zone and who runs them. Nothing else of ours is
    /// inherited, since it may hold secrets.
    /// </summary>
    /// <param name="user">Who runs them; null: the user of this process.</param>
    public static ImmutableArray<KeyValuePair<string, string>> CleanEnvironment(PluginUser? user)
    {
        var who = user ?? PluginUser.OfProcess();
        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        variables.Add(new("PATH", System.Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path
            ? path
            : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        variables.Add(new("LANG", System.Environment.GetEnvironmentVariable("LANG") is { Length: > 0 } lang ? lang : "C.UTF-8"));
        variables.Add(new("HOME", who?.Home ?? "/"));
        variables.Add(new("USER", who?.Name ?? "nobody"));
        variables.Add(new("LOGNAME", who?.Name ?? "nobody"));
        variables.Add(new("SHELL", "/bin/sh"));
        foreach (var name in (string[])["LC_ALL", "TZ"])
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                variables.Add(new(name, value));
            }
        }

        return variables.ToImmutable();
    }
}
