using System.Buffers;
using System.CommandLine;
using Tsuba.Hosting.Files;
using Tsuba.Synchronizer.Judging;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba verify -c FILE</c>: profile, counts, findings; exit 0 if the configuration is accepted.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var files = ConfigurationOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var notes = new Option<bool>("--notes") { Description = "Show what is only worth knowing, too." };
        var command = new Command("verify", "Check a configuration: profile, counts, every error and warning with file:line:column.") { files, json, notes };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), parsed.GetValue(notes), parsed.GetValue(json)));
        return command;
    }

    /// <summary>Checks, prints, and says by the exit status whether it is accepted.</summary>
    public static int Run(IReadOnlyList<string> files, bool withNotes, bool asJson)
    {
        var verification = Judgement.Of(new DiskSourceFiles(), files).Verification;
        using var output = Console.OpenStandardOutput();
        if (asJson)
        {
            var buffer = new ArrayBufferWriter<byte>();
            verification.WriteJson(buffer);
            output.Write(buffer.WrittenSpan);
            output.WriteByte((byte)'\n');
        }
        else
        {
            using var text = new StreamWriter(output);
            verification.WriteText(text, withNotes);
        }

        return verification.IsAccepted ? ExitCodes.Success : ExitCodes.Failure;
    }
}
