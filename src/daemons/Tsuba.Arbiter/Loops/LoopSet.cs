namespace Tsuba.Arbiter.Loops;

/// <summary>Loops by key that come and go with the configuration. Not thread-safe; one owner.</summary>
internal sealed class LoopSet<TKey, TValue>(Func<TKey, TValue, CancellationToken, Task> run)
    where TKey : notnull
    where TValue : notnull
{
    private readonly Dictionary<TKey, (TValue Value, CancellationTokenSource Stop, Task Loop)> _loops = [];

    /// <summary>Starts what is missing, stops what is not wanted any more, restarts what has another value.</summary>
    internal async Task SetAsync(IReadOnlyDictionary<TKey, TValue> wanted, CancellationToken stop)
    {
        foreach (var (key, entry) in _loops.ToList())
        {
            if (!wanted.TryGetValue(key, out var value) || !value.Equals(entry.Value))
            {
                _loops.Remove(key);
                await EndAsync(entry.Stop, entry.Loop);
            }
        }

        foreach (var (key, value) in wanted)
        {
            if (!_loops.ContainsKey(key))
            {
                var source = CancellationTokenSource.CreateLinkedTokenSource(stop);
                _loops.Add(key, (value, source, run(key, value, source.Token)));
            }
        }
    }

    /// <summary>Stops all.</summary>
    internal async Task ClearAsync()
    {
        foreach (var (_, source, loop) in _loops.Values)
        {
            await EndAsync(source, loop);
        }

        _loops.Clear();
    }

    private static async Task EndAsync(CancellationTokenSource source, Task loop)
    {
        await source.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        source.Dispose();
    }
}
