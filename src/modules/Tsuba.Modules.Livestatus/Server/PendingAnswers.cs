namespace Tsuba.Modules.Livestatus.Server;

/// <summary>How many bytes of answers wait for clients to take them, and the limit for all together. Thread-safe.</summary>
internal sealed class PendingAnswers
{
    private readonly long _most;
    private long _bytes;

    public PendingAnswers(long most)
    {
        _most = most;
    }

    /// <summary>Counts an answer in; false if there is no room. The only one always has room.</summary>
    public bool TryAdd(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= _most || Volatile.Read(ref _bytes) == bytes)
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -bytes);
        return false;
    }

    public void Remove(int bytes) => Interlocked.Add(ref _bytes, -bytes);
}
