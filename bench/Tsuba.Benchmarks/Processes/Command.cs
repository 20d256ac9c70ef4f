using System.Diagnostics;

namespace Tsuba.Benchmarks.Processes;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    private const int MostShown = 2000;

    /// <summary>Output, wall time and CPU time of a program; the CPU time is what this process' reaped children gained.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(string Output, double WallSeconds, double CpuSeconds)> RunAsync(string program, params string[] arguments)
    {
        var own = Environment.ProcessId;
        var ownCpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        var cpu = ProcessCosts.CpuSeconds(own);
        var started = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} was not started");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var wall = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {Tail(await error)}{Tail(await output)}");
        }

        var ownGained = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - ownCpu;
        return (await output, wall, Math.Max(0, ProcessCosts.CpuSeconds(own) - cpu - ownGained));
    }

    private static string Tail(string text) => text.Length > MostShown ? text[^MostShown..] : text;
}
