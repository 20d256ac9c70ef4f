using System.CommandLine;
using System.Net;
using Tsuba.Arbiter.State;
using Tsuba.Cli.Composition;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Settings;
using Tsuba.Synchronizer.Judging;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba run -c FILE</c>: every daemon of a configuration that belongs to this machine, in this process.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var site = new SiteOptions();
        var daemons = new DaemonOptions();
        var files = ConfigurationOption.Create();
        var adoptPaths = new Option<bool>("--adopt-paths")
        {
            Description = "Use the pipe, log and state paths that the configuration names; without it twins under the state directory are used, since a running Nagios may own them.",
        };
        var machines = new Option<string[]>("--machine")
        {
            Description = "Run only the daemons whose objects have this address; repeat it for more. Without it: all whose address is this machine's.",
            HelpName = "ADDRESS",
        };
        var command = new Command("run", "Run all seven daemons for a Nagios or Shinken configuration, in one process.") { files, adoptPaths, machines };
        site.AddTo(command);
        daemons.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var given = daemons.Read(parsed);
            given["state"] = SiteFinder.DirectoryFor(parsed, site, SiteFinder.DefaultSite);
            if (parsed.GetValue(adoptPaths))
            {
                given["adopt_paths"] = "1";
            }

            if (parsed.GetValue(site.Site) is { } name)
            {
                given["site"] = name;
            }

            var order = new RunOrder(parsed.GetRequiredValue(files), given, parsed.GetValue(daemons.PrintSettings))
            {
                Machines = parsed.GetValue(machines) ?? [],
            };
            return await RunAsync(order, _ => { }, token);
        });
        return command;
    }

    /// <summary>Runs a site.</summary>
    /// <param name="order">What to run.</param>
    /// <param name="started">Called when all daemons have started.</param>
    /// <param name="token">Stop.</param>
    public static async Task<int> RunAsync(RunOrder order, Action<SiteState> started, CancellationToken token)
    {
        var settings = Settle(order);
        foreach (var finding in settings.Findings)
        {
            await Console.Error.WriteLineAsync($"tsuba: {(finding.IsError ? "error" : "note")}: {finding.Text}");
        }

        if (settings.HasErrors)
        {
            return ExitCodes.Failure;
        }

        if (order.PrintSettings)
        {
            Console.Write(settings.Print());
            return ExitCodes.Success;
        }

        if (await PlanAsync(order, settings, token) is not { } plan)
        {
            return ExitCodes.Failure;
        }

        foreach (var node in plan.Elsewhere)
        {
            await Console.Error.WriteLineAsync($"tsuba: note: {node.Role.ToIdentifier()} {node.Name} belongs to {node.Host}; it is contacted there.");
        }

        if (plan.Here.Count == 0)
        {
            await Console.Error.WriteLineAsync("tsuba: no daemon of this configuration belongs to this machine.");
            return ExitCodes.Failure;
        }

        var state = SiteState.OpenOrCreate(settings.Values["state"], settings.Values.GetValueOrDefault("site"), TimeProvider.System);
        using var alone = StateLock.Take(state.RunDirectory, "tsuba run");
        return await SiteRunner.RunAsync(state, plan.Here, Reloading.OnHangUp, async (daemons, stop) =>
        {
            started(state);
            await FirstSecrets.PrintAsync(state, daemons, isWatched: true, stop);
        });
    }

    // The configuration is needed here only to see what runs where; apart, so that nobody holds it while the site runs.
    private static async Task<SitePlan?> PlanAsync(RunOrder order, DaemonSettings settings, CancellationToken token)
    {
        if (AdoptedSite.Read(settings.Values["state"]) is { } adopted)
        {
            await Console.Error.WriteLineAsync($"tsuba: note: this site was adopted; its configuration is the synchronizer's, and {string.Join(", ", order.Files)} is not read.");
            return await SitePlan.MakeAsync(adopted, settings.Values, HostOf(settings), order.Machines, token);
        }

        var judgement = Judgement.Of(new DiskSourceFiles(), order.Files);
        foreach (var finding in judgement.Complaints)
        {
            await Console.Error.WriteLineAsync(finding.ToString());
        }

        if (!judgement.Verification.IsAccepted)
        {
            await Console.Error.WriteLineAsync("tsuba: the configuration has errors; nothing is started.");
            return null;
        }

        return await SitePlan.MakeAsync(judgement.Resolved, settings.Values, HostOf(settings), order.Machines, token);
    }

    private static IPAddress? HostOf(DaemonSettings settings) => settings.IsSet("host") ? IPAddress.Parse(settings.Values["host"]) : null;

    private static DaemonSettings Settle(RunOrder order)
    {
        var given = new Dictionary<string, string>(order.Settings, StringComparer.Ordinal)
        {
            ["configuration"] = string.Join('\n', order.Files.Select(Path.GetFullPath)),
        };
        var settings = DaemonSettings.Resolve(ini: null, DaemonOptions.Environment(), given);
        return IPAddress.TryParse(settings.Values["host"], out _)
            ? settings
            : throw new ArgumentException($"'{settings.Values["host"]}' is no address; write it as numbers.");
    }
}
