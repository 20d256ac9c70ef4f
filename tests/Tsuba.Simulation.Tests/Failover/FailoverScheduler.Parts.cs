using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Following;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Failover;

/// <content>What the arbiter says of the part, and copying.</content>
internal partial class FailoverScheduler
{
    private const int FollowWait = 1000;
    private const int FollowStep = 20;

    private PartCopy? _copy;
    private bool _hasJoined;

    /// <summary>Whether the copy here has everything that the owner acknowledged while it counted.</summary>
    public bool HasCompleteCopy => _record?.Role == PartRole.Follower && _hasJoined;

    public void Heartbeat(HeartbeatRequest request, Action<HeartbeatReply> respond)
    {
        var reply = new HeartbeatReply { Name = Name };
        if (_opened is not null)
        {
            var facts = _writer!.Facts;
            reply.Parts.Add(new ManagedPart
            {
                Stamp = facts.Stamp,
                Generation = facts.Generation,
                Owner = true,
                Active = true,
                FollowerDurable = _gate!.FollowerDurable,
                Durable = _opened.Journal.DurableSequence,
                Peer = _gate.Follower ?? "",
                Revision = _record!.Revision,
            });
        }
        else if (_copy is not null)
        {
            reply.Parts.Add(new ManagedPart { Stamp = new PartStamp { Part = _copy.Part.Value, Epoch = _copy.Epoch.Packed }, Durable = _copy.Journal.DurableSequence, Peer = Peer.Name, Revision = _record!.Revision });
        }

        respond(reply);
    }

    public void Activate(ActivatePartRequest request, Action<PartReply> respond)
    {
        var change = PartRules.Activate(Known, _opened is not null, request);
        if (change.Record is null)
        {
            respond(new PartReply { Ack = change.Ack });
            return;
        }

        Note(request.Stamp, "an activation");
        if (_opened is null && told.HasOwner && !HasCompleteCopy)
        {
            told.IsUnprotected = true;
            told.Tell($"{Name} has no complete copy and must own the part");
        }

        told.HasOwner = true;
        CarryOut(change);
        if (change.Start == PartStart.Own)
        {
            told.Tell($"{Name} owns the part under {Epoch.FromPacked(change.Record.Epoch)}");
            told.Takeovers++;
        }

        _gate!.SetFollower(request.Follower?.Name);
        Enqueue(
            _writer!.TakeOver(Epoch.FromPacked(change.Record.Epoch), new ConfigurationStep(request.Manifest, SimulatedConfiguration.Instance.Snapshot)),
            () => respond(new PartReply { Ack = PartRules.Accept() }));
    }

    public void Drop(DropPartRequest request, Action<PartReply> respond)
    {
        var change = PartRules.Drop(Known, request);
        if (change.Record is not null)
        {
            Note(request.Stamp, "a release");
            CarryOut(change);
            told.Tell($"{Name} has dropped the part");
        }

        respond(new PartReply { Ack = change.Ack });
    }

    public void FollowPart(FollowPartRequest request, Action<FollowPartReply> respond)
    {
        var change = PartRules.Follow(Known, _copy is not null, request);
        respond(new FollowPartReply { Ack = change.Ack });
        if (change.Record is not null)
        {
            Note(request.Stamp, "an order to follow");
            CarryOut(change);
        }
    }

    /// <summary>The owner's side of a copy.</summary>
    public void Follow(FollowRequest request, Action<FollowReply> respond)
    {
        if (PartRules.CheckEpoch(Known, request.Stamp) is { } stale)
        {
            respond(new FollowReply { Ack = stale });
            return;
        }

        if (_opened is null || request.Stamp.Epoch > _writer!.Facts.Epoch.Packed)
        {
            StepDown(request.Stamp.Epoch);
            respond(new FollowReply { Ack = PartRules.NotOwned(request.Stamp.Part) });
            return;
        }

        Note(request.Stamp, "a follower's call");
        var counts = FollowAnswers.Continues(_opened.Journal, request) && _gate!.CallBegins(request.Follower, request.Cursor);
        if (counts && _gate!.FollowerDurable > 0 && !Peer._hasJoined)
        {
            Peer._hasJoined = true;
            told.Tell($"{Peer.Name} is in sync at {request.Cursor - 1}");
        }

        Answer();
        AnswerFollower(request, counts, World.Now + FollowWait, respond);
    }

    private void AnswerFollower(FollowRequest request, bool counts, long deadline, Action<FollowReply> respond)
    {
        if (_opened is null)
        {
            return;
        }

        var reply = FollowAnswers.TryAnswer(_opened.Journal, _opened.Snapshots, request, World.Now >= deadline);
        if (reply is null)
        {
            var opened = _opened;
            After(FollowStep, () =>
            {
                if (_opened == opened)
                {
                    AnswerFollower(request, counts, deadline, respond);
                }
            });
            return;
        }

        if (counts)
        {
            _gate!.CallEnds();
        }

        respond(reply);
    }

    private void StepDown(ulong epoch)
    {
        if (_opened is not null && PartRules.StepDown(Known, epoch) is { } released)
        {
            told.Accept(Name, epoch, "a higher epoch");
            CarryOut(released);
            told.Tell($"{Name} steps down");
        }
    }

    private void CarryOut(PartChange change)
    {
        if (change.Record is { } record)
        {
            _files.WriteRecord(record);
            _record = record;
        }

        if (change.Closes)
        {
            Close();
        }

        if (change.DeletesData)
        {
            _files.DeleteData();
        }

        switch (change.Start)
        {
            case PartStart.Own:
                Open();
                break;
            case PartStart.Copy:
                _hasJoined = false;
                BeginCopy();
                break;
        }
    }

    private void BeginCopy()
    {
        _copy = new PartCopy(Name, _files, Epoch.FromPacked(_record!.Epoch));
        told.Tell($"{Name} follows from {_copy.Taken + 1} under {_copy.Epoch}");
        CopyOnce(_copy);
    }

    private void CopyOnce(PartCopy copy)
    {
        if (_copy != copy)
        {
            return;
        }

        copy.Journal.Commit();
        World.Call(this, Peer, copy.NextRequest(TimeSpan.FromMilliseconds(FollowWait)), FollowRequest.Parser, FollowReply.Parser, Peer.Follow, reply =>
        {
            if (_copy != copy)
            {
                return;
            }

            var goesOn = false;
            if (reply is { Ack.Accepted: true })
            {
                copy.Receive(reply);
                goesOn = copy.Store(reply);
                _hasJoined &= goesOn;
                if (!goesOn)
                {
                    told.Tell($"{Name} begins its copy anew");
                }
            }

            After(goesOn ? World.Random.Next(1, 50) : 200, () => CopyOnce(copy));
        });
    }
}
