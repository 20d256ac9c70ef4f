using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Dispatch.Ownership;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Model.Names;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

/// <content>What an operator orders about the owners of parts.</content>
public sealed partial class ArbiterDaemon
{
    private async ValueTask<OrderPartsReply> OrderPartsAsync(Caller caller, OrderPartsRequest request, CancellationToken cancellationToken)
    {
        if (await RefuseReloadAsync(cancellationToken) is { } elsewhere)
        {
            return new OrderPartsReply { Text = elsewhere.Text };
        }

        if (request.Order == PartOrder.PlanRebalance)
        {
            return await Loop.AskAsync(PlanRebalance, cancellationToken);
        }

        var (moves, refusal) = await Loop.AskAsync(() => Order(request), cancellationToken);
        if (refusal.Length > 0)
        {
            return new OrderPartsReply { Text = refusal };
        }

        LogOrdered(request.Author.Length > 0 ? request.Author : caller.Name, request.Order, string.Join(", ", moves.Select(move => $"part {move.Part} from {move.From} to {move.To}")));
        var reply = new OrderPartsReply
        {
            Accepted = true,
            Text = moves.Count == 0 ? "nothing has to move" : $"{Counted.Of(moves.Count, "part")} to move",
            Done = moves.Count == 0,
        };
        reply.Moves.AddRange(moves.Select(move => new OrderedMove { Part = move.Part.Value, From = move.From, To = move.To }));
        var wait = TimeSpan.FromMilliseconds(Math.Clamp(request.WaitMs, 0, LongestWait.TotalMilliseconds));
        if (moves.Count > 0 && wait > TimeSpan.Zero)
        {
            var moved = await Loop.AskAsync(() => When(() => moves.All(move => Core.IsServedBy(move.Part, move.To))), cancellationToken);
            await moved.WaitAsync(wait, _context.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            reply.Done = moved.IsCompletedSuccessfully;
        }

        return reply;
    }

    // The operator orders the moves one by one, and sees each of them end: nothing goes on when he stops.
    private OrderPartsReply PlanRebalance()
    {
        if (!Core.IsDispatching)
        {
            return new OrderPartsReply { Text = "no configuration is running yet" };
        }

        var costs = Core.PartCosts();
        var plan = Core.PlanRebalance(costs, _clock.Now);
        var reply = new OrderPartsReply
        {
            Accepted = true,
            Done = true,
            Text = plan.Moves.IsEmpty
                ? "nothing has to move: every scheduler carries its share, or no part fits better elsewhere"
                : $"{Counted.Of(plan.Moves.Length, "part")} should move",
        };
        reply.Moves.AddRange(plan.Moves.Select(move => new OrderedMove
        {
            Part = move.Part.Value,
            From = move.From,
            To = move.To,
            Cost = costs.First(cost => cost.Part == move.Part).Cost,
        }));
        reply.Costs.AddRange(plan.Loads.Select(load => new SchedulerCost { Scheduler = load.Scheduler, Before = load.Before, After = load.After, Target = load.Target }));
        return reply;
    }

    private (IReadOnlyList<PartMove> Moves, string Refusal) Order(OrderPartsRequest request)
    {
        var scheduler = request.Scheduler;
        return request.Order switch
        {
            _ when !Core.IsDispatching => ([], "no configuration is running yet"),
            PartOrder.Move => Core.MovePart(new PartId(request.Part), scheduler) is { } move
                ? (ImmutableArray.Create(move), "")
                : ([], string.Create(CultureInfo.InvariantCulture, $"there is no part {request.Part}, or no scheduler {scheduler}")),
            PartOrder.Drain when !Core.HasScheduler(scheduler) => ([], $"there is no scheduler {scheduler}"),
            PartOrder.Drain => (Core.Drain(scheduler, _clock.Now), ""),
            PartOrder.FailBack => (Core.FailBack(_clock.Now), ""),
            _ => ([], "this arbiter does not know that order"),
        };
    }
}
