using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba config status|diff|apply|revert|log</c>: the synchronizer's work tree from the terminal.</summary>
internal static class ConfigVerb
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var command = new Command("config", "Show and put into force what was edited; editing itself is done through the synchronizer's port 7766.");
        command.Subcommands.Add(Simple("status", "Show production, staging and drafts.", EditionVerb.Status));
        command.Subcommands.Add(Diff());
        command.Subcommands.Add(Apply());
        command.Subcommands.Add(Revert());
        command.Subcommands.Add(Log());
        return command;
    }

    private static Command Simple(string name, string description, EditionVerb verb)
    {
        var command = new Command(name, description);
        Run(command, _ => new EditionRequest { Verb = verb });
        return command;
    }

    private static Command Diff()
    {
        var from = Revision("from", "production, staging, a draft such as alice/3, or a commit; production if absent.");
        var to = Revision("to", "The same; staging if absent.");
        var command = new Command("diff", "Show what differs, by object and as text.") { from, to };
        Run(command, parsed => new EditionRequest { Verb = EditionVerb.Diff, From = parsed.GetValue(from) ?? "", To = parsed.GetValue(to) ?? "" });
        return command;
    }

    private static Command Apply()
    {
        var commit = Revision("commit", "A commit that staging holds or held; its newest if absent.");
        var confirm = new Option<string>("--confirm") { Description = "Apply although it deletes much: the hash that the refusal named.", HelpName = "HASH", DefaultValueFactory = _ => "" };
        var wait = new Option<double>("--wait") { Description = "Seconds to wait for the arbiter.", HelpName = "SECONDS", DefaultValueFactory = _ => 30 };
        var command = new Command("apply", "Offer staging to the arbiter; production moves if it accepts.") { commit, confirm, wait };
        Run(command, parsed => new EditionRequest
        {
            Verb = EditionVerb.Apply,
            From = parsed.GetValue(commit) ?? "",
            Confirm = parsed.GetValue(confirm) ?? "",
            WaitMs = (int)(Math.Clamp(parsed.GetValue(wait), 0, 60) * 1000),
        });
        return command;
    }

    private static Command Revert()
    {
        var commit = new Argument<string>("commit") { Description = "The change, as tsuba config log shows it." };
        var command = new Command("revert", "Take one change of staging back, by a change of its own.") { commit };
        Run(command, parsed => new EditionRequest { Verb = EditionVerb.Revert, From = parsed.GetRequiredValue(commit) });
        return command;
    }

    private static Command Log()
    {
        var of = Revision("of", "Whose history: production, staging, a draft or a commit; staging if absent.");
        var limit = new Option<int>("--limit") { Description = "How many changes.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var command = new Command("log", "Show changes, newest first.") { of, limit };
        Run(command, parsed => new EditionRequest { Verb = EditionVerb.Log, From = parsed.GetValue(of) ?? "", Limit = parsed.GetValue(limit) });
        return command;
    }

    private static Argument<string?> Revision(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static void Run(Command command, Func<ParseResult, EditionRequest> read)
    {
        var site = new SiteOptions();
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var request = read(parsed);
            request.Author = calls.Name;
            var reply = await calls.CallAsync(DaemonRole.Synchronizer, Routes.Edition, request, Grace + TimeSpan.FromMilliseconds(request.WaitMs), token);
            if (reply.Verdict is { } verdict)
            {
                ReloadReport.Print(verdict, waited: false, Console.Out);
                if (verdict.Outcome == ReloadOutcome.NeedsConfirmation)
                {
                    Console.WriteLine($"Here that is: tsuba config apply --confirm {verdict.Hash}");
                }
            }
            else
            {
                Console.WriteLine(reply.Text);
            }

            return reply.Accepted ? ExitCodes.Success : ExitCodes.Failure;
        });
    }
}
