using System.CommandLine;
using Tsuba.Configuration;
using Tsuba.Configuration.Reports;
using Tsuba.Engine;
using Tsuba.Engine.Scenarios;
using Tsuba.Hosting.Files;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba simulate -c FILE -s SCENARIO</c>: the engine in virtual time on scripted results.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var files = ConfigurationOption.Create();
        var scenario = new Option<string>("--scenario", "-s") { Description = "Scenario file; - for standard input.", HelpName = "SCENARIO", Required = true };
        var spread = new Option<bool>("--spread") { Description = "Spread first checks over time instead of starting all at time 0." };
        var rules = new Option<uint>("--rules")
        {
            Description = "Version of the rules; the newest where it is left out.",
            HelpName = "VERSION",
            DefaultValueFactory = _ => SemanticsVersions.Known.Newest,
        };
        rules.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && uint.TryParse(result.Tokens[0].Value, out var version) && !SemanticsVersions.Known.Includes(version))
            {
                result.AddError($"There are no rules {version}; known are {SemanticsVersions.Known}.");
            }
        });
        var command = new Command("simulate", "Run the engine in virtual time on scripted results and print the Nagios log.") { files, scenario, spread, rules };
        command.SetAction(async (parsed, token) =>
        {
            var path = parsed.GetRequiredValue(scenario);
            var text = path == "-" ? await Console.In.ReadToEndAsync(token) : await File.ReadAllTextAsync(path, token);
            var script = ScenarioParser.Parse(text);
            if (script.Scenario is null)
            {
                return await FailAsync(script.Errors.Select(error => $"{path}: {error}"));
            }

            var verification = Verification.Of(ConfigurationLoader.Load(new DiskSourceFiles(), parsed.GetRequiredValue(files)));
            if (verification.Snapshot is null)
            {
                return await FailAsync(verification.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString()));
            }

            var folder = path == "-" ? "." : Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
            var report = ScenarioRunner.Run(script.Scenario, verification.Snapshot, other => Load(Path.Combine(folder, other)), parsed.GetValue(spread), parsed.GetValue(rules));
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            foreach (var line in report.Log)
            {
                await output.WriteAsync(line + "\n");
            }

            foreach (var remark in report.Remarks)
            {
                await Console.Error.WriteLineAsync($"{path}: note: {remark}");
            }

            return report.Failures.IsEmpty ? ExitCodes.Success : await FailAsync(report.Failures.Select(failure => $"{path}: {failure}"));
        });
        return command;
    }

    private static ScenarioConfiguration Load(string path)
    {
        var verification = Verification.Of(ConfigurationLoader.Load(new DiskSourceFiles(), [path]));
        var problem = verification.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error)?.ToString();
        return new ScenarioConfiguration(verification.Snapshot, verification.Snapshot is null ? problem ?? "refused" : null);
    }

    private static async Task<int> FailAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await Console.Error.WriteLineAsync(line);
        }

        return ExitCodes.Failure;
    }
}
