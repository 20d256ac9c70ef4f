using System.CommandLine;
using System.Net;
using Tsuba.Cli.Composition;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Settings;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba run -c FILE</c>: every daemon of a configuration that belongs to this machine, in this process.</summary>
internal static class RunVerb
{
    private const string Loopback = "127.0.0.1";

    public static Command Create()
    {
        var site = new SiteOptions();
        var daemons = new DaemonOptions();
        var files = ConfigurationOption.Create();
        var adoptPaths = new Option<bool>("--adopt-paths")
        {
            Description = "Use the pipe, log and state paths that the configuration names; without it twins under the state directory are used, since a running Nagios may own them.",
        };
        var command = new Command("run", "Run all seven daemons for a Nagios or Shinken configuration, in one process.") { files, adoptPaths };
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

            var order = new RunOrder(parsed.GetRequiredValue(files), given, parsed.GetValue(daemons.PrintSettings));
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

        if (await PlanAsync(order.Files, settings, token) is not { } plan)
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
    private static async Task<SitePlan?> PlanAsync(IReadOnlyList<string> files, DaemonSettings settings, CancellationToken token)
    {
        var judgement = Judgement.Of(files);
        foreach (var finding in judgement.Complaints)
        {
            await Console.Error.WriteLineAsync(finding.ToString());
        }

        if (!judgement.Verification.IsAccepted)
        {
            await Console.Error.WriteLineAsync("tsuba: the configuration has errors; nothing is started.");
            return null;
        }

        return await SitePlan.MakeAsync(judgement.Resolved, settings.Values, token);
    }

    private static DaemonSettings Settle(RunOrder order)
    {
        var given = new Dictionary<string, string>(order.Settings, StringComparer.Ordinal)
        {
            ["configuration"] = string.Join('\n', order.Files.Select(Path.GetFullPath)),
        };
        given.TryAdd("host", Loopback);
        if (!IPAddress.TryParse(given["host"], out _))
        {
            throw new ArgumentException($"'{given["host"]}' is no address; write it as numbers.");
        }

        return DaemonSettings.Resolve(ini: null, DaemonOptions.Environment(), given);
    }
}
