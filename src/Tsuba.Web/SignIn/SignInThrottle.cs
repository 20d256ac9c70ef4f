using System.Collections.Concurrent;
using System.Net;

namespace Tsuba.Web.SignIn;

/// <summary>
/// Slows guessing down: after five failures an address waits a second for each further one, at most a minute. Knows at most 10,000
/// addresses; when it is full, all are forgotten, which an attacker with that many addresses gains little from.
/// </summary>
public sealed class SignInThrottle
{
    private const int FreeFailures = 5;
    private const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (int Failures, long Last)> _failures = new();
    private readonly TimeProvider _time;

    /// <summary>A throttle that knows nobody.</summary>
    public SignInThrottle(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>Whether the address must still wait.</summary>
    public bool MustWait(IPAddress address) =>
        _failures.TryGetValue(address, out var entry)
        && entry.Failures > FreeFailures
        && _time.GetElapsedTime(entry.Last) < TimeSpan.FromSeconds(Math.Min(entry.Failures - FreeFailures, 60));

    /// <summary>Remembers how an attempt ended.</summary>
    public void Remember(IPAddress address, bool succeeded)
    {
        if (succeeded)
        {
            _failures.TryRemove(address, out _);
            return;
        }

        if (_failures.Count >= MostAddresses)
        {
            _failures.Clear();
        }

        _failures.AddOrUpdate(address, _ => (1, _time.GetTimestamp()), (_, entry) => (entry.Failures + 1, _time.GetTimestamp()));
    }
}
