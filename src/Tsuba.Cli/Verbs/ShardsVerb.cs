using System.CommandLine;
using Tsuba.Configuration;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Placement;
using Tsuba.Dispatch.Reports;
using Tsuba.Hosting.Files;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba shards -c FILE</c>: what glues hosts together, and where the parts go.</summary>
internal static class ShardsVerb
{
    public static Command Create()
    {
        var files = ConfigurationOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("shards", "Show the shards of a configuration, what glues them, the parts and where they go.") { files, json };
        command.SetAction(parsed =>
        {
            var loaded = ConfigurationLoader.Load(new DiskSourceFiles(), parsed.GetRequiredValue(files));
            if (loaded.HasErrors)
            {
                Print(loaded.Diagnostics);
                return ExitCodes.Failure;
            }

            var cut = ConfigurationCut.Make(loaded.Resolved, PlacementPlan.Empty, PlacementOptions.Default, portOffset: 0);
            Print(cut.Diagnostics);
            var report = new ShardReport(cut);
            using var output = Console.OpenStandardOutput();
            output.Write(parsed.GetValue(json) ? report.ToJson() : System.Text.Encoding.UTF8.GetBytes(report.ToText()));
            return cut.IsAccepted ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static void Print(IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Severity != Severity.Information))
        {
            Console.Error.WriteLine(finding.ToString());
        }
    }
}
