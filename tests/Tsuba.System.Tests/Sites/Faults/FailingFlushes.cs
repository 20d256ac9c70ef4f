using System.Diagnostics;
using System.Globalization;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>While it lives, every flush of a process to its disk fails: strace answers for the kernel.</summary>
internal sealed class FailingFlushes : IAsyncDisposable
{
    private readonly Process _strace;
    private readonly Task<string> _rest;

    private FailingFlushes(Process strace, Task<string> rest)
    {
        _strace = strace;
        _rest = rest;
    }

    /// <summary>From now on they fail.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="error">As the kernel names it.</param>
    public static async Task<FailingFlushes> BeginAsync(int process, string error)
    {
        var strace = Process.Start(new ProcessStartInfo(
            "strace",
            ["-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:error={error}", "-p", process.ToString(CultureInfo.InvariantCulture)])
        { RedirectStandardError = true })!;
        var said = await strace.StandardError.ReadLineAsync();
        Assert.Contains("attached", said ?? "", StringComparison.Ordinal);
        return new FailingFlushes(strace, strace.StandardError.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        // It lets go of the process, where a kill would leave threads stopped.
        using var interrupt = Process.Start("/bin/kill", ["-INT", _strace.Id.ToString(CultureInfo.InvariantCulture)]);
        await interrupt.WaitForExitAsync();
        await _rest;
        await _strace.WaitForExitAsync();
        _strace.Dispose();
    }
}
