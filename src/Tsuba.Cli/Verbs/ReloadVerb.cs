using System.CommandLine;
using Google.Protobuf;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba reload</c>: the arbiter reads its configuration again; what changed, or why it was refused.</summary>
internal static class ReloadVerb
{
    private static readonly TimeSpan Judging = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var site = new SiteOptions();
        var confirm = new Option<string>("--confirm")
        {
            Description = "Run this configuration although it deletes much: the hash that the refusal named. Any other one is judged as usual.",
            HelpName = "HASH",
            DefaultValueFactory = _ => "",
        };
        var wait = new Option<double>("--wait")
        {
            Description = "Seconds to wait until every part runs it.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 30,
        };
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = new Command("reload", "Read the configuration again; only what changed is sent, and everything else goes on.") { confirm, wait, json };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var patience = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(wait), 0, 60));
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var request = new ReloadRequest
            {
                Author = calls.Name,
                Confirm = parsed.GetValue(confirm) ?? "",
                WaitMs = (int)patience.TotalMilliseconds,
            };
            var reply = await calls.CallAsync(DaemonRole.Arbiter, Routes.Reload, request, Judging + patience, token);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonFormatter.Default.Format(reply));
            }
            else
            {
                ReloadReport.Print(reply, waited: patience > TimeSpan.Zero, Console.Out);
            }

            return reply.Accepted ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}
