using System.Diagnostics;

namespace Tsuba.Differential.Tests.Nagios;

/// <summary>Compiles the clock and the plugin.</summary>
internal static class NativeParts
{
    /// <summary>Compiles both into a folder.</summary>
    public static async Task<(string Clock, string Plugin)> BuildAsync(string folder, CancellationToken token)
    {
        var sources = Path.Combine(AppContext.BaseDirectory, "Native");
        var clock = Path.Combine(folder, "virtual_clock.so");
        var plugin = Path.Combine(folder, "scripted_plugin");
        await CompileAsync(["-O1", "-shared", "-fPIC", "-o", clock, Path.Combine(sources, "virtual_clock.c"), "-ldl"], token);
        await CompileAsync(["-O1", "-static", "-o", plugin, Path.Combine(sources, "scripted_plugin.c")], token);
        return (clock, plugin);
    }

    private static async Task CompileAsync(string[] arguments, CancellationToken token)
    {
        using var compiler = Process.Start(new ProcessStartInfo("cc", arguments) { RedirectStandardError = true })!;
        var errors = await compiler.StandardError.ReadToEndAsync(token);
        await compiler.WaitForExitAsync(token);
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException($"cc ended with {compiler.ExitCode}: {errors}");
        }
    }
}
