using System.Globalization;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Users;

namespace Tsuba.SpawnBench;

/// <summary>So many processes, so many at a time.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="CpuSeconds">Processor time of this process and of those that it started.</param>
internal sealed record Round(double Seconds, double CpuSeconds)
{
    internal static async Task<Round> RunAsync(PluginRequest request, int count, int parallel)
    {
        var time = TimeProvider.System;
        var toStart = count;
        var toEnd = count;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PluginRunner? runner = null;
        var options = new PluginRunnerOptions
        {
            MaxConcurrent = parallel,
            User = PluginUser.Default(),
            Environment = PluginRunnerOptions.CleanEnvironment(PluginUser.Default()),
        };
        await using var running = runner = new PluginRunner(options, time, result =>
        {
            if (result.Failure is { } failure)
            {
                ended.TrySetException(new InvalidOperationException(failure));
            }

            if (Interlocked.Decrement(ref toStart) >= 0)
            {
                runner!.TryStart(request);
            }

            if (Interlocked.Decrement(ref toEnd) == 0)
            {
                ended.TrySetResult();
            }
        });
        var cpu = CpuSoFar();
        var started = time.GetTimestamp();
        for (var i = 0; i < parallel && Interlocked.Decrement(ref toStart) >= 0; i++)
        {
            runner.TryStart(request);
        }

        await ended.Task;
        return new Round(time.GetElapsedTime(started).TotalSeconds, CpuSoFar() - cpu);
    }

    /// <summary>User and system time, own and of reaped children: fields 14 to 17 of <c>/proc/self/stat</c>, in hundredths of a second.</summary>
    private static double CpuSoFar()
    {
        var text = File.ReadAllText("/proc/self/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / 100;
    }
}
