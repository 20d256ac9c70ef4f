using Google.Protobuf;
using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>What messages meet on their way: loss, doubling, delay, very late copies, and directions in which nothing passes.</summary>
internal sealed class SimulatedNetwork(SimulatedWorld world)
{
    private readonly Dictionary<(string From, string To), int> _cuts = [];

    /// <summary>Whether messages are neither lost nor doubled nor late.</summary>
    public bool IsHealthy { get; set; }

    /// <summary>Lets nothing pass in one direction for a while.</summary>
    public void Cut(string from, string to, long duration)
    {
        _cuts[(from, to)] = _cuts.GetValueOrDefault((from, to)) + 1;
        world.After(duration, () => _cuts[(from, to)]--);
    }

    /// <summary>A call from one node to another; null: no answer came, which says nothing about whether it arrived.</summary>
    public void Call<TRequest, TReply>(
        SimulatedNode from,
        SimulatedNode to,
        TRequest request,
        MessageParser<TReply> replies,
        Action<TRequest, Action<TReply?>> handle,
        Action<TReply?> done)
        where TRequest : class, IMessage<TRequest>, IDeepCloneable<TRequest>
        where TReply : class, IMessage<TReply>
    {
        var bytes = request.Clone();
        var isOpen = true;
        var end = from.Alive<TReply?>(reply =>
        {
            if (isOpen)
            {
                isOpen = false;
                done(reply);
            }
        });
        world.After(world.Random.Next(2_500, 10_000), () => end(null));
        Deliver(from, to, typeof(TRequest).Name, () =>
        {
            if (!to.IsUp)
            {
                // Refused by the machine, not by the program.
                world.After(1, () => end(null));
                return;
            }

            to.Deliver(() => handle(bytes.Clone(), reply =>
            {
                var answer = reply?.ToByteArray();
                Deliver(to, from, typeof(TReply).Name, () => end(answer is null ? null : replies.ParseFrom(answer)));
            }));
        });
    }

    private void Deliver(SimulatedNode from, SimulatedNode to, string what, Action arrive)
    {
        if (_cuts.GetValueOrDefault((from.Name, to.Name)) > 0)
        {
            return;
        }

        var chance = IsHealthy ? 100 : world.Random.Next(100);
        world.Mix(what);
        if (chance < 3)
        {
            return;
        }

        world.After(Delay(), arrive);
        if (chance is >= 3 and < 10)
        {
            // A copy may come when everything has changed since.
            world.After(chance == 3 ? world.Random.Next(5_000, 60_000) : Delay(), arrive);
        }
    }

    private long Delay() => !IsHealthy && world.Random.Next(25) == 0 ? world.Random.Next(20, 5000) : world.Random.Next(1, 20);
}
