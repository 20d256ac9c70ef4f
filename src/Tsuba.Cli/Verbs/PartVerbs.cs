using System.CommandLine;
using System.Globalization;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba move</c>, <c>drain</c>, <c>failback</c>, <c>rebalance</c>: parts go to other schedulers, without a gap.</summary>
internal static class PartVerbs
{
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(10);

    public static IEnumerable<Command> Create()
    {
        var part = new Argument<int>("part") { HelpName = "PART", Description = "Number of the part, as tsuba status shows it." };
        var to = new Option<string>("--to") { HelpName = "SCHEDULER", Description = "Its new owner.", Required = true };
        yield return Create(
            new Command("move", "Give a part to another scheduler; where its owner is dead, with what that one has.") { part, to },
            parsed => new OrderPartsRequest { Order = PartOrder.Move, Part = parsed.GetValue(part), Scheduler = parsed.GetValue(to) });
        var from = new Argument<string>("scheduler") { HelpName = "SCHEDULER", Description = "Which scheduler gives all its parts to others." };
        yield return Create(
            new Command("drain", "Give every part of a scheduler to others, before it is stopped.") { from },
            parsed => new OrderPartsRequest { Order = PartOrder.Drain, Scheduler = parsed.GetValue(from) });
        yield return Create(
            new Command("failback", "Bring every part to its home, after a failure or a drain."),
            _ => new OrderPartsRequest { Order = PartOrder.FailBack });
        yield return RebalanceVerb.Create();
    }

    private static Command Create(Command command, Func<ParseResult, OrderPartsRequest> order)
    {
        var site = new SiteOptions();
        var wait = new Option<double>("--wait") { Description = "Seconds to wait until every part has moved.", HelpName = "SECONDS", DefaultValueFactory = _ => 30 };
        command.Options.Add(wait);
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var patience = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(wait), 0, 60));
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var request = order(parsed);
            request.Author = calls.Name;
            request.WaitMs = (int)patience.TotalMilliseconds;
            var reply = await calls.CallAsync(DaemonRole.Arbiter, Routes.OrderParts, request, Answering + patience, token);
            Console.WriteLine(reply.Text);
            foreach (var move in reply.Moves)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"part {move.Part}: {move.From} -> {move.To}"));
            }

            if (reply.Accepted && !reply.Done && patience > TimeSpan.Zero)
            {
                Console.WriteLine("They are still on their way: a part moves when its new owner has everything (tsuba status).");
            }

            return reply.Accepted && (reply.Done || patience == TimeSpan.Zero) ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}
