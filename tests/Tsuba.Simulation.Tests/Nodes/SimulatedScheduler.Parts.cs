using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Leaving;
using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <content>What the arbiter says of parts.</content>
internal partial class SimulatedScheduler
{
    public void Heartbeat(HeartbeatRequest request, Action<HeartbeatReply?> respond)
    {
        var reply = new HeartbeatReply { Role = "scheduler", Name = Name, Run = $"{Deaths}", Restoring = _isRestoring, UtcMs = Time.UtcMilliseconds };
        (reply.OldestSemantics, reply.NewestSemantics) = Program == Upgrades.Before ? (0, 0) : (Program.Oldest, Program.Newest);
        foreach (var (number, part) in _owned)
        {
            var facts = part.Facts;
            reply.Parts.Add(new ManagedPart
            {
                Stamp = facts.Stamp,
                Generation = facts.Generation,
                Owner = true,
                Active = facts.Generation > 0,
                Durable = part.Opened.Journal.DurableSequence,
                FollowerDurable = IsProtected(part) ? Math.Max(1, part.Gate.FollowerDurable) : 0,
                Peer = part.Gate.Follower ?? "",
                Revision = _records[number].Revision,
                Failing = part.Opened.Journal.Failure is not null,
                Losses = _records[number].Losses,
                Semantics = facts.Semantics,
            });
        }

        foreach (var (number, copy) in _followed)
        {
            reply.Parts.Add(new ManagedPart
            {
                Stamp = new PartStamp { Part = number, Epoch = copy.Copy.Epoch.Packed },
                Durable = copy.Copy.Journal.DurableSequence,
                Peer = copy.Owner,
                Revision = _records[number].Revision,
                Semantics = copy.Copy.Semantics,
            });
        }

        foreach (var (number, semantics) in _unknown.Concat(_leaving).Where(part => _records[part.Key].Role == PartRole.Owner))
        {
            reply.Parts.Add(PartRules.Unopened(_records[number], semantics));
        }

        respond(reply);
    }

    public void Offer(OfferPartRequest request, Action<OfferPartReply?> respond)
    {
        if (_isRestoring)
        {
            respond(null);
            return;
        }

        var reply = new OfferPartReply { Ack = PartRules.CheckEpoch(Known(request.Stamp.Part), request.Stamp) ?? PartRules.Accept() };
        if (reply.Ack.Accepted)
        {
            reply.Missing.AddRange(Missing(request.Manifest));
        }

        respond(reply);
    }

    public void PutChunks(PutChunksRequest request, Action<PutChunksReply?> respond)
    {
        respond(new PutChunksReply { Ack = Written(() => Put(request.Chunks)) ?? PartRules.Accept() });
    }

    public void Activate(ActivatePartRequest request, Action<PartReply?> respond)
    {
        if (_isRestoring)
        {
            respond(null);
            return;
        }

        if (Missing(request.Manifest).Count > 0)
        {
            respond(new PartReply { Ack = PartRules.Refuse(RefusalReason.Invalid, "chunks are missing") });
            return;
        }

        var part = request.Stamp.Part;
        var open = _owned.GetValueOrDefault(part);
        var change = PartRules.Activate(Known(part), open is not null, Files(part).HasData, open?.Facts.Semantics ?? SemanticsOf(Files(part)), Program, request);
        if (Written(() => CarryOut(part, change, "an activation", mayBeginEmpty: !request.NeedsState)) is { } fault)
        {
            respond(new PartReply { Ack = fault });
            return;
        }

        if (change.Record is null)
        {
            respond(new PartReply { Ack = change.Ack });
            return;
        }

        if (change.Start == PartStart.Own)
        {
            Record.Takeovers++;
        }

        if (!_owned.TryGetValue(part, out var owned))
        {
            respond(new PartReply { Ack = PartRules.NotOpened(request.NeedsState, _refused.Contains(part), "the part cannot be opened") });
            return;
        }

        if (request.Semantics > owned.Facts.Semantics && owned.Facts.Generation > 0)
        {
            Record.Raised++;
        }

        owned.Gate.SetFollower(request.Follower?.Name);
        owned.Activate(request, () =>
        {
            Record.Activate(part, request.Stamp.Epoch, request.Manifest.Generation);
            respond(new PartReply { Ack = PartRules.Accept() });
        });
    }

    public void Drop(DropPartRequest request, Action<PartReply?> respond)
    {
        var change = PartRules.Drop(Known(request.Stamp.Part), request);
        if (_isRestoring)
        {
            respond(null);
            return;
        }

        respond(new PartReply { Ack = Written(() => CarryOut(request.Stamp.Part, change, "a release", heir: request.Heir)) ?? change.Ack });
    }

    public void FollowPart(FollowPartRequest request, Action<FollowPartReply?> respond)
    {
        if (_isRestoring)
        {
            respond(null);
            return;
        }

        var part = request.Stamp.Part;
        var change = PartRules.Follow(Known(part), _followed.ContainsKey(part), request);
        respond(new FollowPartReply { Ack = Written(() => CarryOut(part, change, "an order to follow", heir: request.Owner)) ?? change.Ack });
    }

    /// <summary>A stamp above the own one: somebody else owns the part.</summary>
    private bool StepsDown(PartStamp stamp)
    {
        if (!_owned.TryGetValue(stamp.Part, out var part) || stamp.Epoch <= part.Facts.Epoch.Packed)
        {
            return false;
        }

        if (PartRules.StepDown(Known(stamp.Part), stamp.Epoch) is { } change)
        {
            Written(() => CarryOut(stamp.Part, change, "a higher epoch"));
        }

        return true;
    }

    // The answer where the disk does not take something; null: it did.
    private static Ack? Written(Action change)
    {
        try
        {
            change();
            return null;
        }
        catch (IOException fault)
        {
            return PartRules.Refuse(RefusalReason.NotDurable, fault.Message);
        }
    }

    private void CarryOut(int part, PartChange change, string what, bool mayBeginEmpty = false, string heir = "")
    {
        if (change.Record is not { } record)
        {
            return;
        }

        var files = Files(part);
        if (PartRules.LeavesCommands(Known(part), change))
        {
            var semantics = _owned.TryGetValue(part, out var leaving) ? leaving.Facts.Semantics : _leaving.GetValueOrDefault(part);
            try
            {
                Leave(files, heir);
            }
            catch (IOException) when (semantics > 0)
            {
                _leaving[part] = semantics;
                throw;
            }
        }

        _leaving.Remove(part);
        files.WriteRecord(record);
        Record.Accept(Name, part, record.Epoch, what);
        _records[part] = record;
        if (change.Closes)
        {
            Close(part);
        }

        if (change.DeletesData)
        {
            Say($"has dropped part {part} under {Epoch.FromPacked(record.Epoch)}");
            files.DeleteData();
            _unknown.Remove(part);
        }

        Begin(files, record, change.Start, mayBeginEmpty: mayBeginEmpty);
    }

    /// <summary>Keeps for the heir what it may not have.</summary>
    protected virtual void Leave(PartFiles files, string heir)
    {
        var part = files.Part.Value;
        var followerHad = _owned.TryGetValue(part, out var owned) ? owned.Gate.HadBy(heir) : 0;
        Close(part);
        var before = _leftLog.Counters.Received;
        if (_left.Take(part, LeftJournal.Read(files, followerHad, _left.TakenUpTo(part))) > 0)
        {
            if (!_leftLog.Commit())
            {
                throw new IOException(_leftLog.Failure);
            }

            Say($"keeps {_leftLog.Counters.Received - before} commands of part {part} behind frame {followerHad} for the heir");
        }

        _left.Forget(part);
    }

    private void Begin(PartFiles files, PartRecord record, PartStart start, bool isRestart = false, bool mayBeginEmpty = false)
    {
        switch (start)
        {
            case PartStart.Own:
                var opened = TryOpen(files, record, isRestart);
                if (mayBeginEmpty && !_refused.Contains(record.Part) && !_unknown.ContainsKey(record.Part) && opened is null or { HoldsNothing: true })
                {
                    opened?.Journal.Dispose();
                    files.SetDataAside();
                    opened = TryOpen(files, record, isRestart);
                }

                if (opened is not null)
                {
                    Opened(opened);
                    _owned[record.Part] = new SimulatedPart(this, opened, record, _services);
                    Say($"owns part {record.Part} under {Epoch.FromPacked(record.Epoch)} from frame {opened.Core.Frame}");
                }

                break;
            case PartStart.Copy:
                var copy = new PartCopy(Name, files, Epoch.FromPacked(record.Epoch), _services.Settings);
                Say($"follows part {record.Part} of {record.Peer.Name} under {copy.Epoch} from frame {copy.Taken + 1}");
                _unknown.Remove(record.Part);
                _followed[record.Part] = new SimulatedCopy(this, copy, record.Peer.Name);
                break;
        }
    }

    /// <summary>What is remembered of a part whose files are damaged.</summary>
    protected virtual PartRecord Damaged(PartRecord record, bool isRestart) => PartRules.Damaged(record, isRestart);

    /// <summary>A part was brought back from its files, and begins to run.</summary>
    protected virtual void Opened(OpenedPart opened)
    {
    }

    /// <summary>Version of the rules of the files of a part.</summary>
    protected virtual uint SemanticsOf(PartFiles files) => files.Semantics();

    // Null: it cannot be brought back; the arbiter sees that it is missing and gives it to another one, or again to this one.
    private OpenedPart? TryOpen(PartFiles files, PartRecord record, bool isRestart)
    {
        try
        {
            if (SemanticsOf(files) is var semantics && !Program.Includes(semantics))
            {
                Say($"does not know rules {semantics} of part {record.Part}, and leaves its files as they are");
                _unknown[record.Part] = semantics;
                Record.LeftAlone++;
                return null;
            }

            // What the disk did not give after a restart is still to be looked at as after a restart.
            var damaged = Damaged(record, isRestart || _refused.Contains(record.Part));
            var opened = PartOpening.Open(
                files, Epoch.FromPacked(record.Epoch), _services.Configurations, _services.Settings, () => Remember(files, damaged));
            _refused.Remove(record.Part);
            _unknown.Remove(record.Part);
            if (opened.IsDamaged && damaged.Lacks)
            {
                Say($"has found part {record.Part} damaged, and does not go on with it");
                opened.Journal.Dispose();
                return null;
            }

            if (!opened.IsAheadOf(Epoch.FromPacked(record.Epoch)))
            {
                return opened;
            }

            Record.Violate($"{Name} has files of part {record.Part} under {opened.Core.Epoch}, ahead of its record of {Epoch.FromPacked(record.Epoch)}");
            opened.Journal.Dispose();
            return null;
        }
        catch (IOException fault)
        {
            Say($"cannot open part {record.Part}: {fault.Message}");
            _refused.Add(record.Part);
            return null;
        }
        catch (InvalidDataException exception)
        {
            Say($"cannot bring part {record.Part} back: {exception.Message}");
            if (!Record.HasLostDisk)
            {
                Record.Violate($"{Name} cannot open part {record.Part}: {exception.Message}");
            }

            return null;
        }
    }

    private void Remember(PartFiles files, PartRecord record)
    {
        files.WriteRecord(record);
        _records[record.Part] = record;
    }

    private void Close(int part)
    {
        if (_owned.Remove(part, out var owned))
        {
            owned.Close();
            _services.Desk.DropPart(new PartId(part));
            Record.Close(Name, part);
        }

        if (_followed.Remove(part, out var copy))
        {
            copy.Close();
        }
    }
}
