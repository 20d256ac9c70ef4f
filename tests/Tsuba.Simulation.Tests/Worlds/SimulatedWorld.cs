using System.Globalization;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// Virtual time and chance of one run. Everything that happens is an action in one queue, ordered by time and then by the order in
/// which it was planned, so a seed decides everything.
/// </summary>
internal sealed class SimulatedWorld(int seed) : TimeProvider
{
    private const int FewLines = 200;

    private static readonly int MostLines =
        int.TryParse(Environment.GetEnvironmentVariable("TSUBA_SIM_LINES"), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : FewLines;

    private readonly PriorityQueue<Action, (long Time, long Order)> _queue = new();
    private readonly Queue<string> _lines = new();
    private long _order;
    private ulong _hash = 14695981039346656037;

    public Random Random { get; } = new(seed);

    public int Seed => seed;

    /// <summary>Milliseconds since the start.</summary>
    public long Now { get; private set; }

    /// <summary>A hash of everything that happened, and when.</summary>
    public ulong HistoryHash => _hash;

    /// <summary>The newest lines of the history.</summary>
    public string History => string.Join(Environment.NewLine, _lines);

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + Now);

    /// <summary>Something that a reader of a failed run wants to know.</summary>
    public void Tell(string text)
    {
        Mix(text);
        _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Now / 1000.0,8:F3} {text}"));
        if (_lines.Count > MostLines)
        {
            _lines.Dequeue();
        }
    }

    /// <summary>Something too small to be told, which makes two runs different all the same.</summary>
    public void Mix(string text)
    {
        foreach (var character in text)
        {
            _hash = (_hash ^ character) * 1099511628211;
        }

        _hash = (_hash ^ (ulong)Now) * 1099511628211;
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
}
