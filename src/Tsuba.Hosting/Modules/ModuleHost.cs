using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.Modules;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Modules;

/// <summary>
/// Runs the modules of one daemon, each in a loop of its own with a queue of its own: a module that fails is made anew after 5 s, and
/// one that is stuck fills only its own queue. Modules may be added and removed while it runs.
/// </summary>
public sealed class ModuleHost : IAsyncDisposable
{
    /// <summary>Bound of a module's queue where nothing is set, in bytes.</summary>
    public const long DefaultQueueBytes = 64 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, ModuleRunner> _runners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ModuleCounters _counters;
    private volatile ModuleRunner[] _readers = [];

    /// <summary>A host without modules.</summary>
    public ModuleHost(TimeProvider time, IMeterFactory meters, ILoggerFactory loggers)
    {
        _time = time;
        _loggers = loggers;
        _counters = new ModuleCounters(meters, () => _runners.Values.Select(runner => runner.Status));
    }

    /// <summary>Every module as it stands now, by name.</summary>
    public IReadOnlyList<ModuleStatus> Statuses =>
        [.. _runners.Values.Select(runner => runner.Status).OrderBy(status => status.Name, StringComparer.Ordinal)];

    /// <summary>Adds a module and starts its loop. Returns false if there is one of this name.</summary>
    /// <param name="name">module_name.</param>
    /// <param name="create">Makes an instance; called again after each failure. Throwing counts as a failure.</param>
    /// <param name="queueBytes">Bound of its queue; see <see cref="DefaultQueueBytes"/>.</param>
    public bool Add(string name, Func<IModule> create, long queueBytes)
    {
        var runner = new ModuleRunner(name, create, queueBytes, _time, _loggers.CreateLogger<ModuleRunner>());
        if (!_runners.TryAdd(name, runner))
        {
            runner.Dispose();
            return false;
        }

        runner.Start();
        _readers = [.. _runners.Values];
        return true;
    }

    /// <summary>
    /// Runs a module with these properties: starts it, or, where they changed, lets the one that runs finish its queue and starts it anew. No event
    /// is lost in between. One caller at a time.
    /// </summary>
    /// <param name="name">module_name.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="create">Makes an instance with them; called again after each failure.</param>
    /// <param name="queueBytes">Bound of its queue; see <see cref="DefaultQueueBytes"/>.</param>
    /// <param name="deadline">How long the one that runs may take for its queue.</param>
    public async Task SetAsync(
        string name, IReadOnlyDictionary<string, string> properties, Func<IModule> create, long queueBytes, CancellationToken deadline)
    {
        var wanted = string.Join('\n', properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => $"{property.Key}={property.Value}"));
        if (_properties.TryGetValue(name, out var known) && known == wanted)
        {
            return;
        }

        _properties[name] = wanted;
        if (!_runners.TryGetValue(name, out var before))
        {
            Add(name, create, queueBytes);
            return;
        }

        var runner = new ModuleRunner(name, create, queueBytes, _time, _loggers.CreateLogger<ModuleRunner>());
        _runners[name] = runner;
        _readers = [.. _runners.Values];
        await before.StopAsync(deadline);
        before.Dispose();
        runner.Start();
    }

    /// <summary>Stops a module and forgets it. Events still in its queue are counted as dropped.</summary>
    public async Task RemoveAsync(string name, CancellationToken deadline)
    {
        if (_runners.TryRemove(name, out var runner))
        {
            // One that comes again with the same properties is to be started.
            _properties.Remove(name);
            _readers = [.. _runners.Values];
            await runner.StopAsync(deadline);
            runner.Dispose();
        }
    }

    /// <summary>Puts events of one part into the queue of every module that wants them. Never waits.</summary>
    /// <param name="part">Part.</param>
    /// <param name="frames">Frames in order; not changed afterwards.</param>
    public void Offer(PartStamp part, IReadOnlyList<EventFrame> frames)
    {
        var readers = _readers;
        if (readers.Length == 0 || frames.Count == 0)
        {
            return;
        }

        var batch = EventBatch.Of(part, frames);
        foreach (var runner in readers)
        {
            runner.Offer(batch);
        }
    }

    /// <summary>Waits until the queues are empty, at most until <paramref name="deadline"/>, then stops all modules.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        _readers = [];
        await Task.WhenAll(_runners.Keys.Select(name => RemoveAsync(name, deadline)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _counters.Dispose();
    }
}
