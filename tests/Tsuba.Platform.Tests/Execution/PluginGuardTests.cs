using System.Diagnostics;
using System.IO.Pipes;
using Tsuba.Execution.Native;

namespace Tsuba.Platform.Tests.Execution;

public sealed class PluginGuardTests
{
    [Fact]
    public async Task Close_WithGroupsInTheTable_KillsThemAsItWouldIfWeDied()
    {
        using var watched = StartGroup();
        using var forgotten = StartGroup();
        var guard = PluginGuard.Start(slots: 100)!;
        guard.Watch(17, watched.Id);
        guard.Watch(99, forgotten.Id);
        guard.Forget(99);

        guard.Close();

        await watched.WaitForExitAsync();
        Assert.Equal(128 + 9, watched.ExitCode);
        Assert.False(forgotten.HasExited);
        forgotten.Kill();
    }

    [Fact]
    public async Task Close_WhileAProcessIsBeingStarted_KillsItByItsOutput()
    {
        // As if we died after the start and before its id is in the table.
        using var started = StartGroup();
        using var ended = StartGroup();
        var guard = PluginGuard.Start(slots: 100)!;
        guard.Announce(17, OutputOf(started));
        guard.Announce(99, OutputOf(ended));
        guard.Forget(99);

        guard.Close();

        await started.WaitForExitAsync();
        Assert.Equal(128 + 9, started.ExitCode);
        Assert.False(ended.HasExited);
        ended.Kill();
    }

    private static int OutputOf(Process process) => (int)((AnonymousPipeClientStream)process.StandardOutput.BaseStream).SafePipeHandle.DangerousGetHandle();

    private static Process StartGroup()
    {
        // "exec" through setsid keeps the id: the process leads a group of its own.
        var process = Process.Start(new ProcessStartInfo("/usr/bin/setsid", ["/bin/sh", "-c", "echo ready; exec sleep 600"])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }
}
