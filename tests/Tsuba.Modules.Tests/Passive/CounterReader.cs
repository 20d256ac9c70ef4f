using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tsuba.Modules.Tests.Passive;

/// <summary>Sums a counter of modules that are given one meter factory, by the value of one tag.</summary>
internal sealed class CounterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);

    public CounterReader(IMeterFactory meters, string counter, string? tag = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == counter && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var key = "";
            foreach (var (name, text) in tags)
            {
                key = name == tag ? text?.ToString() ?? "" : key;
            }

            _sums.AddOrUpdate(key, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    public long Of(string tagValue = "") => _sums.GetValueOrDefault(tagValue);

    /// <summary>Waits until the sum is reached; fails after 30 s.</summary>
    public async Task ReachesAsync(long sum, string tagValue = "")
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Of(tagValue) < sum)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    public void Dispose() => _listener.Dispose();
}
