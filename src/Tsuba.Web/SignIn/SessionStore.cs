using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tsuba.Web.SignIn;

/// <summary>Sessions in memory, by the hash of their cookie. At most <see cref="MostSessions"/>; the one unused longest goes first.</summary>
public sealed class SessionStore
{
    private const int MostSessions = 10_000;
    private static readonly TimeSpan IdleLimit = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, Entry> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>An empty store.</summary>
    public SessionStore(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>Begins a session and returns the value of its cookie.</summary>
    public string Begin(string userName, bool isAdmin, bool canSubmitCommands, string passwordHash)
    {
        if (_sessions.Count >= MostSessions)
        {
            var oldest = _sessions.MinBy(session => session.Value.LastUse);
            _sessions.TryRemove(oldest.Key, out _);
        }

        var cookie = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var session = new Session(userName, isAdmin, canSubmitCommands, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), IsToken: false) { PasswordHash = passwordHash };
        _sessions[Key(cookie)] = new Entry(session, _time.GetTimestamp());
        return cookie;
    }

    /// <summary>The session of a cookie, or null if there is none or it was idle for 12 hours.</summary>
    public Session? Find(string cookie)
    {
        var key = Key(cookie);
        if (!_sessions.TryGetValue(key, out var entry))
        {
            return null;
        }

        if (_time.GetElapsedTime(entry.LastUse) > IdleLimit)
        {
            _sessions.TryRemove(key, out _);
            return null;
        }

        _sessions[key] = entry with { LastUse = _time.GetTimestamp() };
        return entry.Session;
    }

    /// <summary>Ends a session.</summary>
    public void End(string cookie) => _sessions.TryRemove(Key(cookie), out _);

    // The hash, so that looking a cookie up tells nothing about others by its time.
    private static string Key(string cookie) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(cookie)));

    private sealed record Entry(Session Session, long LastUse);
}
