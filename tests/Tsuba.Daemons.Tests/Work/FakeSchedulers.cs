using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Work;

/// <summary>Schedulers that answer leases with jobs put here, and record what comes back.</summary>
internal sealed class FakeSchedulers : IPeers
{
    private readonly ConcurrentDictionary<string, Channel<Job>> _jobs = new(StringComparer.Ordinal);
    private readonly Channel<(string Scheduler, JobResult Result)> _results = Channel.CreateUnbounded<(string, JobResult)>();
    private readonly Channel<LeaseRequest> _leases = Channel.CreateUnbounded<LeaseRequest>();
    private int _failSends;

    internal string Unreachable { get; set; } = "";

    /// <summary>What the next calls with results are answered; empty: all are taken.</summary>
    internal ConcurrentQueue<ResultReply> Replies { get; } = new();

    internal void FailNextSends(int count) => Volatile.Write(ref _failSends, count);

    internal void Put(string scheduler, params Job[] jobs)
    {
        foreach (var job in jobs)
        {
            Jobs(scheduler).Writer.TryWrite(job);
        }
    }

    internal async Task<(string Scheduler, JobResult Result)> NextResultAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _results.Reader.ReadAsync(patience.Token);
    }

    internal async Task<LeaseRequest> NextLeaseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _leases.Reader.ReadAsync(patience.Token);
    }

    internal bool HasResult => _results.Reader.TryPeek(out _);

    public async Task<TReply> CallAsync<TRequest, TReply>(
        PeerAddress peer,
        Route<TRequest, TReply> route,
        TRequest request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
    {
        if (peer.Name == Unreachable)
        {
            throw new PeerCallException($"{peer} is not there", canRetry: true, null);
        }

        IMessage reply = request switch
        {
            LeaseRequest lease => await LeaseAsync(peer.Name, lease, cancellationToken),
            ResultBatch batch => Take(peer.Name, batch),
            _ => throw new InvalidOperationException($"{route.Path} is not called by workers"),
        };
        return (TReply)reply;
    }

    private Channel<Job> Jobs(string scheduler) => _jobs.GetOrAdd(scheduler, static _ => Channel.CreateUnbounded<Job>());

    private async Task<LeaseReply> LeaseAsync(string scheduler, LeaseRequest request, CancellationToken cancellationToken)
    {
        _leases.Writer.TryWrite(request);
        var jobs = Jobs(scheduler).Reader;
        var reply = new LeaseReply { Ack = new Ack { Accepted = true } };
        await jobs.WaitToReadAsync(cancellationToken);
        while (reply.Jobs.Count < request.Capacity && jobs.TryRead(out var job))
        {
            reply.Jobs.Add(job);
        }

        return reply;
    }

    private ResultReply Take(string scheduler, ResultBatch batch)
    {
        if (Interlocked.Decrement(ref _failSends) >= 0)
        {
            throw new PeerCallException("the line broke", canRetry: true, null);
        }

        foreach (var result in batch.Results)
        {
            _results.Writer.TryWrite((scheduler, result));
        }

        return Replies.TryDequeue(out var reply) ? reply : new ResultReply();
    }
}
