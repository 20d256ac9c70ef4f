using System.Security.Cryptography;

namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>
/// Calls that were taken a short while ago, by the hash of their body: whoever did not hear the answer, and the second of two
/// Alertmanagers, send the same again. Known are the last 1,000 of a minute.
/// </summary>
internal sealed class RecentCalls(TimeProvider time) : IDisposable
{
    private const int MostCalls = 1000;
    private const int Lanes = 16;
    private static readonly IReadOnlySet<string> NoLines = new HashSet<string>();
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (long At, AlertAnswer? Answer, IReadOnlySet<string> Taken)> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At)> _order = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The key of a body that somebody gave: what one may not give another may.</summary>
    public static string KeyOf(string author, ReadOnlySpan<byte> body) => $"{Convert.ToHexStringLower(SHA256.HashData(body))} {author}";

    /// <summary>The answer that the same call got, or null.</summary>
    public AlertAnswer? Find(string key)
    {
        lock (_lock)
        {
            return _answers.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < Memory ? known.Answer : null;
        }
    }

    /// <summary>The commands of a call that were taken before the buffer was full; its sender gives all of them again.</summary>
    public IReadOnlySet<string> TakenOf(string key)
    {
        lock (_lock)
        {
            return _answers.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < Memory ? known.Taken : NoLines;
        }
    }

    /// <summary>The same call comes one after the other while this is held, so the second finds the answer of the first.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var lane = _lanes[key[0] <= '9' ? key[0] - '0' : key[0] - 'a' + 10];
        await lane.WaitAsync(cancellationToken);
        return new Held(lane);
    }

    /// <summary>The call was taken.</summary>
    public void Keep(string key, AlertAnswer answer) => Keep(key, answer, NoLines);

    /// <summary>Of the call, so many commands were taken so far.</summary>
    public void KeepPart(string key, IReadOnlySet<string> taken) => Keep(key, null, taken);

    public void Dispose()
    {
        foreach (var lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private void Keep(string key, AlertAnswer? answer, IReadOnlySet<string> taken)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _answers[key] = (now, answer, taken);
            _order.Enqueue((key, now));
            while (_order.Count > MostCalls || (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Memory))
            {
                var (old, at) = _order.Dequeue();
                if (_answers.TryGetValue(old, out var known) && known.At == at)
                {
                    _answers.Remove(old);
                }
            }
        }
    }

    private sealed class Held(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
