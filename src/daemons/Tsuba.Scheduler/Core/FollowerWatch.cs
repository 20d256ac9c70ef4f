namespace Tsuba.Scheduler.Core;

/// <summary>
/// Whether the follower of a part counts (design 2.5). It joins when it has everything that was durable here at its call
/// before; it leaves when it has been silent for 500 ms: no call is open, or frames that it could have fetched are not acknowledged. Then
/// effects leave on the local mark alone and the part is unprotected. Times are milliseconds on a clock that only grows.
/// </summary>
public sealed class FollowerWatch
{
    /// <summary>Silence that ends it.</summary>
    public const long SilenceMilliseconds = 500;

    private readonly Queue<(ulong Frame, long Since)> _unacknowledged = new();
    private ulong _acknowledged;
    private ulong _local;
    private ulong _localAtLastCall = ulong.MaxValue;
    private int _openCalls;
    private long _silentSince;

    /// <summary>Whether effects wait for it.</summary>
    public bool IsInSync { get; private set; }

    /// <summary>How often it left.</summary>
    public long Losses { get; private set; }

    /// <summary>The last frame that it has; 0: not known.</summary>
    public ulong Acknowledged => _acknowledged;

    /// <summary>Everything up to here may leave.</summary>
    public ulong Mark => IsInSync ? Math.Min(_local, _acknowledged) : _local;

    /// <summary>When <see cref="Check"/> may change something; null: only a call or a new frame can.</summary>
    public long? NextCheckMilliseconds => !IsInSync
        ? null
        : _unacknowledged.TryPeek(out var oldest)
            ? oldest.Since + SilenceMilliseconds
            : _openCalls == 0 ? _silentSince + SilenceMilliseconds : null;

    /// <summary>Frames up to here are durable locally.</summary>
    public void Durable(ulong frame, long now)
    {
        if (frame <= _local)
        {
            return;
        }

        _local = frame;
        if (IsInSync)
        {
            _unacknowledged.Enqueue((frame, now));
        }

        Check(now);
    }

    /// <summary>The follower asks for frames from <paramref name="cursor"/> on, which acknowledges those before.</summary>
    public void CallBegins(ulong cursor, long now)
    {
        _openCalls++;
        _acknowledged = cursor - 1;
        while (_unacknowledged.TryPeek(out var oldest) && oldest.Frame <= _acknowledged)
        {
            _unacknowledged.Dequeue();
        }

        if (!IsInSync && _acknowledged >= _localAtLastCall)
        {
            IsInSync = true;
            if (_local > _acknowledged)
            {
                _unacknowledged.Enqueue((_local, now));
            }
        }

        _localAtLastCall = _local;
        Check(now);
    }

    /// <summary>Its call was answered or broke off.</summary>
    public void CallEnds(long now)
    {
        _openCalls--;
        _silentSince = now;
    }

    /// <summary>There is no follower any more, or another one.</summary>
    public void Forget()
    {
        IsInSync = false;
        _acknowledged = 0;
        _localAtLastCall = ulong.MaxValue;
        _unacknowledged.Clear();
    }

    /// <summary>Lets a silent follower go.</summary>
    public void Check(long now)
    {
        if (IsInSync && NextCheckMilliseconds <= now)
        {
            IsInSync = false;
            Losses++;
            _unacknowledged.Clear();
        }
    }
}
