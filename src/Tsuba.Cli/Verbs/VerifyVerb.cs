using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tsuba.Cli.Sites;
using Tsuba.Model.Definitions;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba verify -c FILE</c>: profile, counts, findings; exit 0 if the configuration is accepted.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var files = ConfigurationOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("verify", "Check a configuration: profile, counts, every error and warning with file:line:column.") { files, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), parsed.GetValue(json)));
        return command;
    }

    /// <summary>Checks, prints, and says by the exit status whether it is accepted.</summary>
    public static int Run(IReadOnlyList<string> files, bool asJson)
    {
        var check = ConfigurationCheck.Run(files);
        using (var output = Console.OpenStandardOutput())
        {
            if (asJson)
            {
                WriteJson(check, output);
            }
            else
            {
                using var text = new StreamWriter(output);
                WriteText(check, text);
            }
        }

        return check.Errors == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void WriteText(ConfigurationCheck check, TextWriter text)
    {
        text.WriteLine($"Profile: {Lower(check.Loaded.Resolved.Profile)}");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Files: {check.Loaded.Files.Length}"));
        text.WriteLine("Objects:");
        foreach (var (type, count) in check.Loaded.Counts)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,8} {Noun(type, count)}"));
        }

        foreach (var finding in check.Diagnostics)
        {
            text.WriteLine(finding.ToString());
        }

        var verdict = check.Errors == 0 ? "accepted" : "refused";
        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{check.Errors} errors, {check.Warnings} warnings: the configuration is {verdict}."));
    }

    private static void WriteJson(ConfigurationCheck check, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("profile", Lower(check.Loaded.Resolved.Profile));
        json.WriteBoolean("accepted", check.Errors == 0);
        json.WriteNumber("errors", check.Errors);
        json.WriteNumber("warnings", check.Warnings);
        json.WriteStartObject("objects");
        foreach (var (type, count) in check.Loaded.Counts)
        {
            json.WriteNumber(Lower(type), count);
        }

        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in check.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("file", finding.Location.File);
            json.WriteNumber("line", finding.Location.Line);
            json.WriteNumber("column", finding.Location.Column);
            json.WriteString("severity", Lower(finding.Severity));
            json.WriteString("code", finding.Code);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Noun(ObjectType type, int count) => (type, count) switch
    {
        (_, 1) => Lower(type),
        (ObjectType.HostDependency, _) => "hostdependencies",
        (ObjectType.ServiceDependency, _) => "servicedependencies",
        _ => Lower(type) + "s",
    };
}
