using System.Collections.Concurrent;
using Google.Protobuf;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>A scheduler that keeps what it is given and applies every command.</summary>
internal sealed class FakeScheduler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (ManagedPart Managed, ConfigurationManifest Manifest)> _parts = [];
    private readonly HashSet<ByteString> _chunks = [];
    private readonly SortedDictionary<(int Part, string Host), ByteString> _departures = [];
    private readonly string _name;

    internal FakeScheduler(FakeSite site, string name)
    {
        _name = name;
        var routes = site.Add(DaemonRole.Scheduler, name);
        routes.Map(Routes.Heartbeat, (_, _, _) => ValueTask.FromResult(Heartbeat()));
        routes.Map(Routes.OfferPart, (_, request, _) => ValueTask.FromResult(Offer(request)));
        routes.Map(Routes.PutChunks, (_, request, _) => ValueTask.FromResult(Put(request)));
        routes.Map(Routes.ActivatePart, (_, request, _) => ValueTask.FromResult(Activate(request)));
        routes.Map(Routes.DropPart, (_, request, _) => ValueTask.FromResult(Drop(request)));
        routes.Map(Routes.FollowPart, (_, request, _) => ValueTask.FromResult(Follow(request)));
        routes.Map(Routes.ApplyCommands, (_, request, _) => ValueTask.FromResult(Apply(request)));
        routes.Map(Routes.TakeDepartures, (_, request, _) => ValueTask.FromResult(TakeDepartures(request)));
        routes.Map(Routes.PutArrivals, (_, request, _) => ValueTask.FromResult(PutArrivals(request)));
        routes.Map(Routes.ReleaseDepartures, (_, request, _) => ValueTask.FromResult(ReleaseDepartures(request)));
        routes.Map(Routes.ShareTotals, (_, _, _) => ValueTask.FromResult(new ShareTotalsReply()));
    }

    internal ConcurrentQueue<string> Calls { get; } = new();

    internal ConcurrentQueue<Command> Commands { get; } = new();

    internal ConcurrentQueue<int> ChunksReceived { get; } = new();

    /// <summary>What happened to hosts that move, as "leave h1", "await h1", "arrive h1", "ended h1", "release".</summary>
    internal ConcurrentQueue<string> Moves { get; } = new();

    internal volatile bool RefusesCommands;

    /// <summary>Whether arrivals are refused for the moment.</summary>
    internal volatile bool RefusesArrivals;

    internal IReadOnlyList<ManagedPart> Managed
    {
        get
        {
            lock (_gate)
            {
                return [.. _parts.Values.Select(part => part.Managed.Clone())];
            }
        }
    }

    private HeartbeatReply Heartbeat()
    {
        var reply = new HeartbeatReply { Role = "scheduler", Name = _name, Run = "1", Health = "ok" };
        reply.Parts.AddRange(Managed);
        return reply;
    }

    private OfferPartReply Offer(OfferPartRequest request)
    {
        Calls.Enqueue("offer");
        lock (_gate)
        {
            var reply = new OfferPartReply { Ack = new Ack { Accepted = true } };
            reply.Missing.AddRange(request.Manifest.Chunks.Where(hash => !_chunks.Contains(hash)));
            return reply;
        }
    }

    private PutChunksReply Put(PutChunksRequest request)
    {
        Calls.Enqueue("put");
        ChunksReceived.Enqueue(request.Chunks.Count);
        lock (_gate)
        {
            _chunks.UnionWith(request.Chunks.Select(chunk => chunk.Hash));
        }

        return new PutChunksReply { Ack = new Ack { Accepted = true } };
    }

    private PartReply Activate(ActivatePartRequest request)
    {
        Calls.Enqueue("activate");
        lock (_gate)
        {
            Assert.All(request.Manifest.Chunks, hash => Assert.Contains(hash, _chunks));
            var managed = new ManagedPart
            {
                Stamp = request.Stamp,
                Generation = request.Manifest.Generation,
                Owner = true,
                Active = true,
                FollowerDurable = request.Follower is null ? 0UL : 1UL,
                Peer = request.Follower?.Name ?? "",
                Revision = request.Revision,
                Durable = 1,
            };
            _parts[request.Stamp.Part] = (managed, request.Manifest);
            foreach (var host in request.Leaving)
            {
                Moves.Enqueue($"leave {host}");
                _departures[(request.Stamp.Part, host)] = ByteString.CopyFromUtf8(host);
            }

            foreach (var host in request.Awaited)
            {
                Moves.Enqueue($"await {host}");
            }
        }

        return new PartReply { Ack = new Ack { Accepted = true } };
    }

    private PartReply Drop(DropPartRequest request)
    {
        Calls.Enqueue("drop");
        lock (_gate)
        {
            _parts.Remove(request.Stamp.Part);
        }

        return new PartReply { Ack = new Ack { Accepted = true } };
    }

    private FollowPartReply Follow(FollowPartRequest request)
    {
        Calls.Enqueue("follow");
        lock (_gate)
        {
            if (request.Owner.Length == 0)
            {
                _parts.Remove(request.Stamp.Part);
            }
            else
            {
                _parts[request.Stamp.Part] = (new ManagedPart { Stamp = request.Stamp, Owner = false, Peer = request.Owner, Revision = request.Revision, Durable = 1 }, new ConfigurationManifest());
            }
        }

        return new FollowPartReply { Ack = new Ack { Accepted = true } };
    }

    private TakeDeparturesReply TakeDepartures(TakeDeparturesRequest request)
    {
        lock (_gate)
        {
            // One host a page.
            var left = _departures.Where(entry => entry.Key.Part == request.Stamp.Part && string.CompareOrdinal(entry.Key.Host, request.After) > 0).ToList();
            var reply = new TakeDeparturesReply { Ack = new Ack { Accepted = true }, More = left.Count > 1 };
            reply.Hosts.AddRange(left.Take(1).Select(entry => new HostDeparture { Host = entry.Key.Host, State = entry.Value }));
            return reply;
        }
    }

    private PutArrivalsReply PutArrivals(PutArrivalsRequest request)
    {
        if (RefusesArrivals)
        {
            return new PutArrivalsReply { Ack = new Ack { Reason = RefusalReason.Full, Refusal = "full" } };
        }

        foreach (var state in request.States)
        {
            Moves.Enqueue($"arrive {state.ToStringUtf8()}");
        }

        foreach (var host in request.Ended)
        {
            Moves.Enqueue($"ended {host}");
        }

        return new PutArrivalsReply { Ack = new Ack { Accepted = true } };
    }

    private ReleaseDeparturesReply ReleaseDepartures(ReleaseDeparturesRequest request)
    {
        Moves.Enqueue("release");
        lock (_gate)
        {
            foreach (var key in _departures.Keys.Where(key => key.Part == request.Stamp.Part).ToList())
            {
                _departures.Remove(key);
            }
        }

        return new ReleaseDeparturesReply { Ack = new Ack { Accepted = true } };
    }

    private ApplyCommandsReply Apply(ApplyCommandsRequest request)
    {
        if (RefusesCommands)
        {
            return new ApplyCommandsReply { Ack = new Ack { Accepted = false, Reason = RefusalReason.Stopping, Refusal = "stopping" } };
        }

        var reply = new ApplyCommandsReply { Ack = new Ack { Accepted = true } };
        foreach (var command in request.Commands)
        {
            Commands.Enqueue(command);
            reply.Answers.Add(new CommandAnswer { Source = command.Source, Sequence = command.Sequence, State = CommandState.Applied, Text = $"done by {_name}", Part = request.Stamp.Part });
        }

        return reply;
    }
}
