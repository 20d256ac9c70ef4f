using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Tsuba.System.Tests.Sites;

/// <summary>The program as a process of its own, with what it printed.</summary>
internal sealed class TsubaProcess : IAsyncDisposable
{
    private const long BytesPerKibibyte = 1024;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private TsubaProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Remember(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public IEnumerable<string> Lines => _output;

    public string Output => string.Join('\n', _output);

    /// <summary>Memory in use, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * BytesPerKibibyte;
        }
    }

    public static TsubaProcess Start(params string[] arguments) => new(TsubaProgram.Start("tsuba", arguments));

    /// <summary>Starts it in a network namespace; null: where the tests are.</summary>
    public static TsubaProcess StartIn(string? networkNamespace, IEnumerable<string> arguments) => new(TsubaProgram.Start("tsuba", networkNamespace, arguments));

    /// <summary>The same with variables in its environment.</summary>
    public static TsubaProcess StartIn(string? networkNamespace, IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments) =>
        new(TsubaProgram.Start("tsuba", networkNamespace, variables, arguments));

    /// <summary>Starts it with variables in its environment.</summary>
    public static TsubaProcess StartWith(IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments) =>
        new(TsubaProgram.Start("tsuba", networkNamespace: null, variables, arguments));

    /// <summary>Runs a verb to its end.</summary>
    public static Task<VerbResult> RunAsync(IEnumerable<string> arguments, string input = "") => RunInAsync(networkNamespace: null, arguments, input);

    /// <summary>Runs a verb to its end in a network namespace; null: where the tests are.</summary>
    public static async Task<VerbResult> RunInAsync(string? networkNamespace, IEnumerable<string> arguments, string input = "")
    {
        using var process = TsubaProgram.Start("tsuba", networkNamespace, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new VerbResult(process.ExitCode, await output, await error);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>TERM; the exit status.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        using var deadline = new CancellationTokenSource(StopDeadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the process did not stop in {StopDeadline.TotalSeconds} s\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Sends a signal.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Remember(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
