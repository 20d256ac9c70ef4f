using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Modules;

namespace Tsuba.Hosting.Modules;

/// <summary>One module: its instance, its queue, its loop. The loop is the only reader of the queue.</summary>
internal sealed partial class ModuleRunner : IDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(5);

    private readonly Func<IModule> _create;
    private readonly long _queueBytes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();

    // Unbounded as a channel; Offer bounds it by bytes: _pendingBytes ≤ _queueBytes.
    private readonly Channel<EventBatch> _queue = Channel.CreateUnbounded<EventBatch>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _lock = new();
    private Task _loop = Task.CompletedTask;
    private long _received;
    private long _delivered;
    private long _dropped;
    private long _pendingBytes;
    private long _restarts;
    private bool _wantsEvents = true;
    private bool _running;
    private string _fault = "";

    public ModuleRunner(string name, Func<IModule> create, long queueBytes, TimeProvider time, ILogger logger)
    {
        Name = name;
        _create = create;
        _queueBytes = queueBytes;
        _time = time;
        _logger = logger;
    }

    public string Name { get; }

    public ModuleStatus Status
    {
        get
        {
            lock (_lock)
            {
                return new ModuleStatus(
                    Name,
                    _running,
                    _received,
                    _delivered,
                    _dropped,
                    _received - _delivered - _dropped,
                    _pendingBytes,
                    _restarts,
                    _fault);
            }
        }
    }

    public void Start() => _loop = LoopAsync();

    public void Offer(EventBatch batch)
    {
        lock (_lock)
        {
            if (!_wantsEvents)
            {
                return;
            }

            _received += batch.Events;
            if (_pendingBytes + batch.Bytes > _queueBytes || !_queue.Writer.TryWrite(batch))
            {
                _dropped += batch.Events;
                return;
            }

            _pendingBytes += batch.Bytes;
        }
    }

    /// <summary>Lets the module finish its queue until the deadline, then ends its loop. Safe to call twice.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        _queue.Writer.TryComplete();
        _ending.TrySetResult();
        using (deadline.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _stop))
        {
            if (Status is { Running: true, Pending: > 0 })
            {
                await Task.WhenAny(_drained.Task, _loop);
            }

            await _stop.CancelAsync();
            await _loop;
        }

        lock (_lock)
        {
            _dropped = _received - _delivered;
            _pendingBytes = 0;
        }
    }

    /// <summary>After <see cref="StopAsync"/>.</summary>
    public void Dispose() => _stop.Dispose();

    private async Task LoopAsync()
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var module = _create();
                await RunOnceAsync(module);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !_stop.IsCancellationRequested)
            {
                var why = PortTaken.Explain(failure) ?? failure.Message;
                Failed(why);
                LogFailed(Name, why, failure is IOException ? null : failure);
            }

            try
            {
                await Task.Delay(RestartPause, _time, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        lock (_lock)
        {
            _running = false;
        }
    }

    private async Task RunOnceAsync(IModule module)
    {
        await module.StartAsync(_stop.Token);
        var reader = module as IBrokerModule;
        lock (_lock)
        {
            _running = true;
            _wantsEvents = reader is { WantsEvents: true };
        }

        LogStarted(Name);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var own = module.RunAsync(ended.Token);
        var delivery = reader is { WantsEvents: true } ? DeliverAsync(reader, ended.Token) : DiscardAsync(ended.Token);
        await own.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.CancelAsync();
        await delivery.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await own;
        if (!_stop.IsCancellationRequested)
        {
            throw new InvalidOperationException("The module ended by itself.");
        }
    }

    private void Failed(string fault)
    {
        lock (_lock)
        {
            _restarts++;
            _running = false;
            _fault = fault;
        }
    }

    [LoggerMessage(8020, LogLevel.Information, "Module {Name} runs")]
    private partial void LogStarted(string name);

    [LoggerMessage(8021, LogLevel.Warning, "Module {Name} failed; it is started again in 5 s: {Why}")]
    private partial void LogFailed(string name, string why, Exception? failure);
}
