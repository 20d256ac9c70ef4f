using System.Diagnostics;

namespace Tsuba.System.Tests.Sites;

/// <summary>The program as a process that ends by itself.</summary>
internal static class TsubaProgram
{
    /// <summary>Exit status and what was printed.</summary>
    public static Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => RunAsAsync("tsuba", arguments);

    /// <summary>The same, called by another name.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsAsync(string calledName, params string[] arguments)
    {
        using var process = Start(calledName, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts the program.</summary>
    public static Process Start(string calledName, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tsuba.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TSUBA_CALLED_AS"] = calledName;
        start.Environment.Remove("TSUBA_STATE");
        return Process.Start(start) ?? throw new InvalidOperationException("the program was not started");
    }
}
