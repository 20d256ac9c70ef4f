using System.Globalization;
using Tsuba.Hosting.Commands;
using Tsuba.Hosting.Peers;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Core;

namespace Tsuba.Receiver;

/// <summary>
/// The shell of <see cref="DeliveryDesk"/>: reads the spool, answers the arbiter's drain, calls the owners, and frees what is delivered. One
/// lock covers the desk; no call is made under it.
/// </summary>
internal sealed class CommandDelivery
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly SpoolLog _log;
    private readonly DeliveryDesk _desk;
    private readonly IPeers _peers;
    private readonly TimeProvider _time;
    private readonly string _lanesPath;
    private IReadOnlyList<int> _lanes;
    private Dictionary<string, PeerAddress> _schedulers = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="source">Name of the receiver as a source of commands.</param>
    /// <param name="log">Its spool.</param>
    /// <param name="lanesPath">File that names the parts whose commands go through the arbiter.</param>
    /// <param name="peers">Calls to schedulers.</param>
    /// <param name="time">The clock.</param>
    public CommandDelivery(string source, SpoolLog log, string lanesPath, IPeers peers, TimeProvider time)
    {
        _log = log;
        _peers = peers;
        _time = time;
        _lanesPath = lanesPath;
        _lanes = ReadLanes(lanesPath);

        // Grows from life to life, and a thousand times faster than commands can come.
        var firstHand = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds() * 1024;
        _desk = new DeliveryDesk(source, log.Acknowledged, firstHand, _lanes);
    }

    /// <summary>Where the answers of owners go, and who drains.</summary>
    public CommandBuffer? Buffer { get; set; }

    /// <summary>Commands that owners took straight, and that the arbiter took.</summary>
    public (long Direct, long ViaArbiter) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_desk.Direct, _desk.ViaArbiter);
            }
        }
    }

    /// <summary>Why nothing is given to the arbiter at present; null: it is.</summary>
    public string? Failure { get; private set; }

    /// <summary>Takes what the arbiter said about hosts and owners.</summary>
    public void Use(HostMap map, PutLinksRequest links)
    {
        lock (_gate)
        {
            _schedulers = links.Daemons
                .Where(daemon => daemon.Role == "scheduler")
                .DistinctBy(daemon => daemon.Name, StringComparer.Ordinal)
                .ToDictionary(daemon => daemon.Name, daemon => new PeerAddress(DaemonRole.Scheduler, daemon.Name, daemon.Host, daemon.Port), StringComparer.Ordinal);
            _desk.Use(map, links.Settings.TryGetValue("direct_routing", out var direct) && direct == "1");
        }

        Wake();
    }

    /// <summary>What the arbiter is given.</summary>
    public DrainReply Drain(DrainRequest request, int most)
    {
        lock (_gate)
        {
            foreach (var answer in request.Answers.Where(answer => answer.State != CommandState.Pending))
            {
                _desk.AnsweredByArbiter(answer.Sequence);
            }

            Read();
            if (!KeepLanes())
            {
                return new DrainReply { NextCursor = request.Cursor };
            }

            var reply = _desk.Drain(request.Cursor, request.Holds ? request.Free : request.Cursor, Math.Clamp(request.MaxCommands, 1, most));
            Free();
            return reply;
        }
    }

    /// <summary>Gives commands to owners until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var calls = new HashSet<Task>();
        while (!stop.IsCancellationRequested)
        {
            var changed = Volatile.Read(ref _changed).Task;
            var arrival = Buffer?.Arrival ?? Task.CompletedTask;
            foreach (var (batch, scheduler) in Step())
            {
                calls.Add(SendAsync(batch, scheduler, stop));
            }

            calls.RemoveWhere(call => call.IsCompleted);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(changed, arrival, Task.Delay(HasWork ? Tick : Timeout.InfiniteTimeSpan, _time, timer.Token));
            await timer.CancelAsync();
        }

        await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool HasWork
    {
        get
        {
            lock (_gate)
            {
                return _desk.HasWork;
            }
        }
    }

    private long Now => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    private List<(DirectBatch Batch, PeerAddress? Scheduler)> Step()
    {
        bool hasMoreForArbiter;
        List<(DirectBatch, PeerAddress?)> batches;
        lock (_gate)
        {
            var before = _desk.ForArbiter;
            Read();
            batches = _desk.Step(Now).ConvertAll(batch => (batch, _schedulers.GetValueOrDefault(batch.Owner.Scheduler)));
            KeepLanes();
            hasMoreForArbiter = _desk.ForArbiter > before;
        }

        if (hasMoreForArbiter)
        {
            Buffer?.Wake();
        }

        return batches;
    }

    private async Task SendAsync(DirectBatch batch, PeerAddress? scheduler, CancellationToken stop)
    {
        ApplyCommandsReply? reply = null;
        if (scheduler is not null)
        {
            var request = new ApplyCommandsRequest { Stamp = new PartStamp { Part = batch.Part, Epoch = batch.Owner.Epoch } };
            request.Commands.AddRange(batch.Commands);
            try
            {
                reply = await _peers.CallAsync(scheduler, Routes.ApplyCommands, request, CallLimit, stop);
            }
            catch (PeerCallException)
            {
                // Counted by the peer's connection; the lane tries again and falls back to the arbiter.
                reply = null;
            }
        }

        Take(batch, reply);
        Wake();
    }

    private void Take(DirectBatch batch, ApplyCommandsReply? reply)
    {
        var refusal = reply?.Ack is { Accepted: false } refused ? refused : null;
        var isTaken = reply is not null && refusal is null;
        var isRefused = refusal?.Reason == RefusalReason.Invalid;
        lock (_gate)
        {
            if (isTaken || isRefused)
            {
                _desk.Answered(batch, reply is { FollowerBehind: true }, Now);
                Free();
            }
            else
            {
                _desk.Failed(batch, isBusy: refusal?.Reason == RefusalReason.Full, Now);
            }
        }

        if (isRefused)
        {
            Tell(batch, batch.Commands.Select(command => new CommandAnswer { Source = command.Source, Sequence = command.Sequence, State = CommandState.Refused, Text = refusal?.Refusal ?? "", Part = batch.Part }));
        }
        else if (isTaken && reply is { Answers: var answers })
        {
            Tell(batch, answers);
        }
    }

    private void Tell(DirectBatch batch, IEnumerable<CommandAnswer> answers)
    {
        foreach (var answer in answers)
        {
            answer.Scheduler = batch.Owner.Scheduler;
            Buffer?.Take(answer);
        }
    }

    private void Read()
    {
        if (_desk.Room is > 0 and var room)
        {
            foreach (var record in _log.Read(_desk.NextToRead, room))
            {
                _desk.Take(record.Sequence, Command.Parser.ParseFrom(record.Content.Span));
            }
        }
    }

    private void Free() => _log.Acknowledge(_desk.Delivered);

    private void Wake()
    {
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        Buffer?.Wake();
    }

    // On disk before the arbiter is given any of them: a later life must not overtake them. False: the disk refuses.
    private bool KeepLanes()
    {
        var lanes = _desk.LanesViaArbiter;
        if (lanes.SequenceEqual(_lanes))
        {
            return true;
        }

        try
        {
            File.WriteAllText(_lanesPath + ".new", string.Join('\n', lanes));
            File.Move(_lanesPath + ".new", _lanesPath, overwrite: true);
            _lanes = lanes;
            Failure = null;
            return true;
        }
        catch (IOException fault)
        {
            Failure = fault.Message;
            return false;
        }
    }

    private static List<int> ReadLanes(string path) => File.Exists(path)
        ? [.. File.ReadAllLines(path).Where(line => line.Length > 0).Select(line => int.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture))]
        : [];
}
