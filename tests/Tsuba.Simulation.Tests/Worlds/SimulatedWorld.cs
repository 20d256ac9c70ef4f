using System.Globalization;
using Google.Protobuf;
using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// Virtual time, chance and network of one run. Everything that happens is an action in one queue, ordered by time and then by the
/// order in which it was planned, so a seed decides everything.
/// </summary>
internal sealed class SimulatedWorld(int seed) : TimeProvider
{
    private const int KeptLines = 60;

    private readonly PriorityQueue<Action, (long Time, long Order)> _queue = new();
    private readonly Queue<string> _lines = new();
    private long _order;
    private ulong _hash = 14695981039346656037;

    public Random Random { get; } = new(seed);

    public int Seed => seed;

    /// <summary>Milliseconds since the start.</summary>
    public long Now { get; private set; }

    /// <summary>Whether messages are lost, doubled and late.</summary>
    public bool IsHealthy { get; set; }

    /// <summary>A hash of everything that was told.</summary>
    public ulong HistoryHash => _hash;

    /// <summary>The newest lines of the history.</summary>
    public string History => string.Join(Environment.NewLine, _lines);

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + Now);

    public void Tell(string text)
    {
        foreach (var character in text)
        {
            _hash = (_hash ^ character) * 1099511628211;
        }

        _hash = (_hash ^ (ulong)Now) * 1099511628211;
        _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Now / 1000.0,8:F3} {text}"));
        if (_lines.Count > KeptLines)
        {
            _lines.Dequeue();
        }
    }

    public void After(long delay, Action action) => _queue.Enqueue(action, (Now + delay, _order++));

    public void RunUntil(long end)
    {
        while (_queue.TryPeek(out _, out var next) && next.Time <= end)
        {
            Now = next.Time;
            _queue.Dequeue()();
        }

        Now = end;
    }

    /// <summary>A call from one node to another; null: no answer came, which says nothing about whether it arrived.</summary>
    public void Call<TRequest, TReply>(
        SimulatedNode from,
        SimulatedNode to,
        TRequest request,
        MessageParser<TRequest> requests,
        MessageParser<TReply> replies,
        Action<TRequest, Action<TReply>> handle,
        Action<TReply?> done)
        where TRequest : class, IMessage<TRequest>
        where TReply : class, IMessage<TReply>
    {
        var bytes = request.ToByteArray();
        var isOpen = true;
        var end = from.Alive<TReply?>(reply =>
        {
            if (isOpen)
            {
                isOpen = false;
                done(reply);
            }
        });
        After(Random.Next(300, 10_000), () => end(null));
        Deliver($"{from.Name} > {to.Name} {typeof(TRequest).Name}", () =>
        {
            if (!to.IsUp)
            {
                After(1, () => end(null));
                return;
            }

            handle(requests.ParseFrom(bytes), reply =>
            {
                var answer = reply.ToByteArray();
                Deliver($"{to.Name} > {from.Name} {typeof(TReply).Name}", () => end(replies.ParseFrom(answer)));
            });
        });
    }

    private void Deliver(string what, Action arrive)
    {
        var chance = IsHealthy ? 100 : Random.Next(100);
        if (chance < 5)
        {
            Tell($"lost {what}");
            return;
        }

        After(Delay(), arrive);
        if (chance is >= 5 and < 15)
        {
            Tell($"doubled {what}");
            After(Delay(), arrive);
        }
    }

    private long Delay() => !IsHealthy && Random.Next(20) == 0 ? Random.Next(20, 5000) : Random.Next(1, 20);
}
