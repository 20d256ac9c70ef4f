using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Following;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A copy of a part that another scheduler owns: one call after the other, as the product's loop makes them.</summary>
internal sealed class SimulatedCopy
{
    public const int Wait = 1000;
    private const int RetryPause = 200;

    private readonly SimulatedScheduler _scheduler;
    private bool _isClosed;

    public SimulatedCopy(SimulatedScheduler scheduler, PartCopy copy, string owner)
    {
        _scheduler = scheduler;
        Copy = copy;
        Owner = owner;
        Next();
    }

    public PartCopy Copy { get; }

    public string Owner { get; }

    public void Close()
    {
        _isClosed = true;
        Copy.Dispose();
    }

    private void Next()
    {
        if (!_isClosed)
        {
            if (_scheduler.Ask(Copy) is not { } request)
            {
                _scheduler.After(RetryPause, Next);
                return;
            }

            _scheduler.CallScheduler(Owner, request, FollowReply.Parser, owner => owner.Follow, Take);
        }
    }

    private void Take(FollowReply? reply)
    {
        if (_isClosed)
        {
            return;
        }

        if (reply is not { Ack.Accepted: true })
        {
            _scheduler.After(RetryPause, Next);
            return;
        }

        try
        {
            Fetch(Copy.Receive(reply), reply);
        }
        catch (InvalidDataException fault)
        {
            _scheduler.Say($"cannot read what it copies of part {Copy.Part}: {fault.Message}");
            _scheduler.After(RetryPause, Next);
        }
    }

    // No frame is kept whose configuration is not.
    private void Fetch(IEnumerable<ConfigurationManifest> manifests, FollowReply reply)
    {
        var missing = manifests.SelectMany(_scheduler.Missing).Distinct().ToList();
        if (missing.Count == 0)
        {
            Store(reply, []);
            return;
        }

        var request = new FetchChunksRequest();
        request.Hashes.AddRange(missing);
        _scheduler.CallScheduler(Owner, request, FetchChunksReply.Parser, owner => owner.FetchChunks, fetched =>
        {
            if (_isClosed)
            {
                return;
            }

            if (fetched is null)
            {
                _scheduler.After(RetryPause, Next);
                return;
            }

            Store(reply, fetched.Chunks);
        });
    }

    private void Store(FollowReply reply, IEnumerable<StoredChunk> chunks)
    {
        bool goesOn;
        try
        {
            _scheduler.Put(chunks);
            goesOn = Copy.Store(reply);
            _scheduler.Copied(Copy, reply);
        }
        catch (IOException fault)
        {
            _scheduler.Say($"cannot store what it copies of part {Copy.Part}: {fault.Message}");
            _scheduler.After(RetryPause, Next);
            return;
        }

        if (!goesOn)
        {
            _scheduler.Say($"begins its copy of part {Copy.Part} anew");
        }

        _scheduler.After(goesOn ? _scheduler.Chance(1, 50) : RetryPause, Next);
    }
}
