using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using Tsuba.Execution.Plugins;

namespace Tsuba.Execution.Work;

/// <summary>
/// The shell around a <see cref="WorkCore"/>: one loop owns the core, and one for each source asks it for jobs. Whatever happens
/// reaches the core through one channel, whose length is bounded by what is under way: one answer and one batch for each
/// source, one end for each running job.
/// </summary>
public sealed partial class WorkLoop : IAsyncDisposable
{
    private readonly WorkLoopOptions _options;
    private readonly TimeProvider _time;
    private readonly EpochFile _epochs;
    private readonly IWorkRecord? _record;
    private readonly Dictionary<string, IWorkerKind> _kinds;
    private readonly WorkCore _core;
    private readonly long _birth;
    private readonly Channel<WorkInput> _inputs = Channel.CreateUnbounded<WorkInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<WorkOutput> _outputs = [];
    private readonly Dictionary<string, SourceLink> _sources = new(StringComparer.Ordinal);
    private readonly List<Task> _calls = [];
    private readonly LeaseGate _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _timer;
    private readonly Action<WorkItem, PluginResult> _ended;
    private WorkCounters _counters;
    private ImmutableArray<IWorkSource> _links = [];
    private Stage _stage;
    private TimeSpan _stageEnds;

    /// <summary>A loop without links.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="epochs">Where the highest epochs are kept.</param>
    /// <param name="record">Where jobs are recorded that must not be done twice; owned from now on. Null: there are none.</param>
    /// <param name="kinds">Who runs jobs; owned from now on.</param>
    public WorkLoop(WorkLoopOptions options, TimeProvider time, EpochFile epochs, IWorkRecord? record, IEnumerable<IWorkerKind> kinds)
    {
        _options = options;
        _time = time;
        _epochs = epochs;
        _kinds = kinds.ToDictionary(static kind => kind.ModuleType, StringComparer.Ordinal);
        _record = record;
        _core = new WorkCore(options.Core with { Epochs = epochs.Epochs, Records = record is not null, Recorded = record?.Works ?? [] });
        _counters = _core.Counters;
        _birth = time.GetTimestamp();
        _ended = (item, outcome) => Post(new WorkInput.Finished(item, outcome));
        _timer = time.CreateTimer(
            static state => ((WorkLoop)state!).Post(new WorkInput.TimePassed()),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    private enum Stage
    {
        Working,

        /// <summary>Told to stop; what runs may end.</summary>
        Ending,

        /// <summary>What ran was killed; results are still handed over.</summary>
        Killed,
    }

    /// <summary>Its figures; at most one turn old.</summary>
    public WorkCounters Counters => Volatile.Read(ref _counters);

    /// <summary>Kinds of workers that it has.</summary>
    public IEnumerable<string> ModuleTypes => _kinds.Keys;

    /// <summary>Works with these sources from now on. A source that is the same object as before goes on undisturbed.</summary>
    /// <param name="sources">Sources.</param>
    /// <param name="parts">Owners of parts.</param>
    /// <param name="slots">Most jobs at a time; more than the workers can run are cut.</param>
    public void Link(ImmutableArray<IWorkSource> sources, ImmutableArray<PartOwnership> parts, int slots)
    {
        var most = _kinds.Values.Min(static kind => kind.Slots);
        ImmutableInterlocked.InterlockedExchange(ref _links, sources);
        Post(new WorkInput.LinksChanged([.. sources.Select(static source => source.Name)], parts, Math.Clamp(slots, 1, most)));
    }

    /// <summary>
    /// Works until <paramref name="stop"/>. Then it leases nothing more, lets running jobs and the hand-over of results go on for
    /// <see cref="WorkLoopOptions.StopGrace"/>, kills what is left and returns. Jobs without a result are leased to others when
    /// their time is over.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var registration = stop.Register(() => Post(new WorkInput.Stopping()));
        while (await _inputs.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (await TurnAsync())
            {
                break;
            }
        }

        await _end.CancelAsync();
        await Task.WhenAll(_calls);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _timer.DisposeAsync();
        foreach (var kind in _kinds.Values)
        {
            await kind.DisposeAsync();
        }

        foreach (var source in _sources.Values)
        {
            source.Leasing.Dispose();
        }

        _record?.Dispose();
        _end.Dispose();
    }

    private TimeSpan Now => _time.GetElapsedTime(_birth);

    private void Post(WorkInput input) => _inputs.Writer.TryWrite(input);

    /// <summary>All inputs that have come, and what they lead to. True: this was the last turn.</summary>
    private async Task<bool> TurnAsync()
    {
        var now = Now;
        TimeSpan? next = null;
        while (_inputs.Reader.TryRead(out var input))
        {
            if (input is WorkInput.LinksChanged)
            {
                FollowLinks();
            }
            else if (input is WorkInput.Stopping && _stage == Stage.Working)
            {
                _stage = Stage.Ending;
                _stageEnds = now + _options.StopGrace;
                StopLeasing();
            }

            next = _core.Step(input, now, _outputs);
            foreach (var output in _outputs)
            {
                Execute(output);
            }

            _outputs.Clear();
        }

        Volatile.Write(ref _counters, _core.Counters);
        _gate.Set(Math.Min(_core.Capacity, _options.MaxLease - _kinds.Values.Sum(static kind => kind.Waiting)));
        _calls.RemoveAll(static call => call.IsCompletedSuccessfully);
        if (_stage != Stage.Working)
        {
            if (await EndAsync(now))
            {
                return true;
            }

            next = next is { } wake && wake < _stageEnds ? wake : _stageEnds;
        }

        if (next is { } due)
        {
            // A millisecond more, since timers may fire early by the fraction of one.
            _timer.Change(due > now ? due - now + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return false;
    }

    private async Task<bool> EndAsync(TimeSpan now)
    {
        if (_core.IsIdle)
        {
            return true;
        }

        if (_stage == Stage.Ending && now >= _stageEnds)
        {
            _stage = Stage.Killed;
            _stageEnds = now + _options.StopGrace;
            foreach (var kind in _kinds.Values)
            {
                await kind.DisposeAsync();
            }
        }

        return _stage == Stage.Killed && (_core.Counters.Kept == 0 || now >= _stageEnds);
    }

    private void Execute(WorkOutput output)
    {
        switch (output)
        {
            case WorkOutput.KeepEpoch seen:
                _epochs.Keep(seen.Part, seen.Epoch);
                break;
            case WorkOutput.Record entries:
                // The core records only where there is a record.
                _calls.Add(RecordAsync(_record!, entries));
                break;
            case WorkOutput.Start start:
                Start(start.Item);
                break;
            case WorkOutput.Send send when _sources.TryGetValue(send.Source, out var link):
                _calls.Add(SendAsync(link.Source, send));
                break;
            case WorkOutput.Send send:
                // The links changed twice, and the core has seen only the first change yet.
                Post(new WorkInput.Failed(send.Source, send.Batch));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Start(WorkItem item)
    {
        if (!_kinds.TryGetValue(item.ModuleType, out var kind))
        {
            Post(new WorkInput.Finished(item, new PluginResult
            {
                Request = item.Request,
                ExitCode = 2,
                StartUtcMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
                Failure = $"this daemon has no worker of the kind '{item.ModuleType}'",
            }));
        }
        else if (!kind.TryStart(item, _ended))
        {
            throw new InvalidOperationException($"the core gave out more slots than the {kind.Slots} of '{kind.ModuleType}'");
        }
    }
}
