using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba status</c>: the site as the arbiter sees it.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var site = new SiteOptions();
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = new Command("status", "Show the daemons, parts, followers and queues of the running site.") { json };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var status = await calls.CallAsync(
                DaemonRole.Arbiter, Routes.Status, new StatusRequest(), TimeSpan.FromSeconds(10), token);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonFormatter.Default.Format(status));
            }
            else
            {
                Print(status);
            }

            var allAlive = status.Daemons.All(daemon => daemon.Liveness == "alive");
            return allAlive && status.ConfigurationError.Length == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static void Print(StatusReply status)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Site {status.Site}, profile {status.Profile}, configuration {status.Generation}, term {status.Term}, arbiter {(status.Leader.Length == 0 ? "none" : status.Leader)}"));
        if (status.ConfigurationError.Length > 0)
        {
            Console.WriteLine($"The last reload was refused: {status.ConfigurationError}");
        }

        var daemons = new TextColumns("Daemon", "Address", "State", "Health", "Realm", "Version");
        foreach (var daemon in status.Daemons)
        {
            daemons.Add($"{daemon.Role} {daemon.Name}{(daemon.Spare ? " (spare)" : "")}", daemon.Address, daemon.Liveness, daemon.Health, daemon.Realm, daemon.Version);
        }

        Console.WriteLine();
        Console.Write(daemons.ToString());
        var parts = new TextColumns("Part", "Epoch", "State", "Owner", "Follower", "Hosts", "Services", "Realm", "Rules");
        foreach (var part in status.Parts)
        {
            parts.Add(
                Number(part.Stamp?.Part ?? 0),
                EpochText(part.Stamp?.Epoch ?? 0),
                part.Losses == 0 ? part.State : string.Create(CultureInfo.InvariantCulture, $"{part.State} ({part.Losses} losses)"),
                part.Owner,
                part.Protected ? part.Follower : part.Follower.Length == 0 ? "none" : $"{part.Follower} (behind)",
                Number(part.Hosts),
                Number(part.Services),
                part.Realm,
                Number((int)Math.Max(1, part.Semantics)));
        }

        Console.WriteLine();
        Console.Write(parts.ToString());
        foreach (var part in status.Parts.Where(part => part.Hindrance.Length > 0))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Part {part.Stamp?.Part ?? 0}: {part.Hindrance}"));
        }

        Console.WriteLine();
        foreach (var gauge in status.Gauges)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gauge.Name} {gauge.Value}"));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string EpochText(ulong epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{epoch >> 32}.{epoch & 0xffffffff}");
}
