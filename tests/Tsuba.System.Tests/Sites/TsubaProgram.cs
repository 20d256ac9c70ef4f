using System.Diagnostics;
using Tsuba.System.Tests.Sites.Machines;

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
    public static Process Start(string calledName, IEnumerable<string> arguments) => Start(calledName, networkNamespace: null, arguments);

    /// <summary>Starts the program, in a network namespace if one is named; it has the process id either way.</summary>
    public static Process Start(string calledName, string? networkNamespace, IEnumerable<string> arguments) =>
        Start(calledName, networkNamespace, new Dictionary<string, string>(), arguments);

    /// <summary>Starts the program with variables in its environment.</summary>
    public static Process Start(string calledName, string? networkNamespace, IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "tsuba.dll"), .. arguments];
        string[] whole = networkNamespace is null ? command : ["nsenter", NetworkLab.Inside(networkNamespace), .. command];
        var start = new ProcessStartInfo(whole[0], whole[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TSUBA_CALLED_AS"] = calledName;
        start.Environment.Remove("TSUBA_STATE");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("the program was not started");
    }
}
