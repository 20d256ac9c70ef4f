using System.Buffers;
using System.CommandLine;
using Tsuba.Configuration;
using Tsuba.Configuration.Reports;
using Tsuba.Hosting.Files;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba dump -c FILE</c>: the resolved objects as JSON.</summary>
internal static class DumpVerb
{
    public static Command Create()
    {
        var files = ConfigurationOption.Create();
        var origin = new Option<bool>("--origin") { Description = "Show where each value was written." };
        var command = new Command("dump", "Print the resolved objects as JSON.") { files, origin };
        command.SetAction(parsed =>
        {
            using var output = Console.OpenStandardOutput();
            return Run(parsed.GetRequiredValue(files), parsed.GetValue(origin), output);
        });
        return command;
    }

    /// <summary>Writes the dump; errors go to standard error, and what could be understood is written nevertheless.</summary>
    public static int Run(IReadOnlyList<string> files, bool withOrigin, Stream output)
    {
        var loaded = ConfigurationLoader.Load(new DiskSourceFiles(), files);
        var buffer = new ArrayBufferWriter<byte>();
        ConfigurationDump.Write(loaded.Resolved, withOrigin, buffer);
        output.Write(buffer.WrittenSpan);
        output.WriteByte((byte)'\n');
        foreach (var finding in loaded.Diagnostics.Where(finding => finding.Severity == Severity.Error))
        {
            Console.Error.WriteLine(finding.ToString());
        }

        return loaded.HasErrors ? ExitCodes.Failure : ExitCodes.Success;
    }
}
