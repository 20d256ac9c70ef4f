using System.CommandLine;
using System.Globalization;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary>
/// <c>tsuba rebalance</c>: parts go to other schedulers until each carries its share of the measured cost. They move one at a time, each without a gap; who stops
/// the command stops after the part that is on its way.
/// </summary>
internal static class RebalanceVerb
{
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var command = new Command("rebalance", "Give parts to other schedulers until each carries its share of the measured cost.");
        var site = new SiteOptions();
        var isDry = new Option<bool>("--dry-run") { Description = "Print the plan and move nothing." };
        var wait = new Option<double>("--wait") { Description = "Seconds to wait for each part to move.", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        command.Options.Add(isDry);
        command.Options.Add(wait);
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var plan = await calls.CallAsync(
                DaemonRole.Arbiter, Routes.OrderParts, new OrderPartsRequest { Order = PartOrder.PlanRebalance, Author = calls.Name }, Answering, token);
            Print(plan);
            return !plan.Accepted ? ExitCodes.Failure
                : parsed.GetValue(isDry) ? ExitCodes.Success
                : await MoveAsync(calls, plan, TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(wait), 1, 60)), token);
        });
        return command;
    }

    private static void Print(OrderPartsReply plan)
    {
        Console.WriteLine(plan.Text);
        foreach (var cost in plan.Costs)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{cost.Scheduler}: carries {cost.Before:0.###}, its share is {cost.Target:0.###}, then {cost.After:0.###}"));
        }

        foreach (var move in plan.Moves)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"part {move.Part} ({move.Cost:0.###}): {move.From} -> {move.To}"));
        }
    }

    private static async Task<int> MoveAsync(OperatorCalls calls, OrderPartsReply plan, TimeSpan patience, CancellationToken token)
    {
        foreach (var move in plan.Moves)
        {
            var order = new OrderPartsRequest
            {
                Order = PartOrder.Move,
                Part = move.Part,
                Scheduler = move.To,
                Author = calls.Name,
                WaitMs = (int)patience.TotalMilliseconds,
            };
            var reply = await calls.CallAsync(DaemonRole.Arbiter, Routes.OrderParts, order, Answering + patience, token);
            if (!reply.Accepted || !reply.Done)
            {
                Console.WriteLine(reply.Accepted
                    ? string.Create(CultureInfo.InvariantCulture, $"part {move.Part} is still on its way to {move.To}; the rest stays where it is")
                    : reply.Text);
                return ExitCodes.Failure;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"part {move.Part} is at {move.To}"));
        }

        return ExitCodes.Success;
    }
}
