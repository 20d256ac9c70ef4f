using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba command</c>: external commands, with their answers.</summary>
internal static class CommandVerb
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var site = new SiteOptions();
        var lines = new Argument<string[]>("command")
        {
            Description = "NAME;arg;arg… as on the command pipe, with or without [time]. Read from standard input, one a line, if absent.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var wait = new Option<double>("--wait")
        {
            Description = "Seconds to wait for the answer.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("command", "Give an external command to the arbiter and print what became of it.") { lines, wait };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var given = parsed.GetValue(lines) is { Length: > 0 } typed ? typed : await ReadLinesAsync(token);
            var patience = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(wait), 0, 3600));
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var request = new SubmitRequest { Author = calls.Name, WaitMs = (int)patience.TotalMilliseconds };
            request.Lines.AddRange(given);
            var reply = await calls.CallAsync(DaemonRole.Arbiter, Routes.Submit, request, patience + Grace, token);
            return Print(reply);
        });
        return command;
    }

    private static async Task<string[]> ReadLinesAsync(CancellationToken token)
    {
        var text = await Console.In.ReadToEndAsync(token);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static int Print(SubmitReply reply)
    {
        var exit = reply.Commands.Count == 0 ? ExitCodes.Failure : ExitCodes.Success;
        foreach (var command in reply.Commands)
        {
            Console.WriteLine($"{Word(command.State)} {command.Id} {command.Line}");
            foreach (var answer in command.Answers)
            {
                Console.WriteLine($"  {Source(answer)}{Word(answer.State)}{(answer.Text.Length > 0 ? ": " : "")}{answer.Text}");
            }

            if (command.State is CommandState.Refused or CommandState.Expired or CommandState.Pending)
            {
                exit = ExitCodes.Failure;
            }
        }

        return exit;
    }

    private static string Source(CommandAnswer answer) =>
        answer.Part == 0 ? "" : answer.Scheduler.Length > 0 ? $"part {answer.Part} on {answer.Scheduler}: " : $"part {answer.Part}: ";

    private static string Word(CommandState state) => state switch
    {
        CommandState.Applied => "applied",
        CommandState.Refused => "refused",
        CommandState.Duplicate => "already known",
        CommandState.Expired => "expired",
        _ => "pending",
    };
}
