namespace Tsuba.Hosting.Logging;

/// <summary>Lets one line per key and period through and counts the rest. Holds at most 1024 keys; beyond that they share one.</summary>
public sealed class RateLimitedLog
{
    private const int MaxKeys = 1024;
    private const string SharedKey = "*";

    private readonly TimeProvider _time;
    private readonly TimeSpan _period;
    private readonly Dictionary<string, (long Since, long Suppressed)> _keys = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>A limit of one line per <paramref name="period"/> and key.</summary>
    public RateLimitedLog(TimeProvider time, TimeSpan period)
    {
        _time = time;
        _period = period;
    }

    /// <summary>Whether a line may be written now, and how many were held back since the last one.</summary>
    public bool MayWrite(string key, out long suppressed)
    {
        lock (_lock)
        {
            if (!_keys.ContainsKey(key) && _keys.Count >= MaxKeys)
            {
                key = SharedKey;
            }

            var now = _time.GetTimestamp();
            if (_keys.TryGetValue(key, out var seen) && _time.GetElapsedTime(seen.Since, now) < _period)
            {
                _keys[key] = (seen.Since, seen.Suppressed + 1);
                suppressed = 0;
                return false;
            }

            suppressed = seen.Suppressed;
            _keys[key] = (now, 0);
            return true;
        }
    }
}
