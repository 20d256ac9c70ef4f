using Google.Protobuf.Collections;
using Tsuba.Engine.Inputs;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Leaving;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Simulation.Tests.Nodes;

/// <content>What workers, followers, brokers and the arbiter's commands want.</content>
internal partial class SimulatedScheduler
{
    private const int EventBytes = 1 << 20;

    // Long polls: tried when something may have changed, and from time to time, until they have something or their wait is over.
    private readonly List<Func<bool>> _waiting = [];

    /// <summary>Something became due or durable.</summary>
    public void AnswerWaiting()
    {
        foreach (var attempt in _waiting.ToArray())
        {
            if (attempt())
            {
                _waiting.Remove(attempt);
            }
        }
    }

    public void Lease(LeaseRequest request, Action<LeaseReply?> respond)
    {
        var wanted = WorkRequest.Of(request, request.Worker);
        Poll(request.WaitMs, isLast =>
        {
            Record.Ask(Name, Deaths, wanted);
            var taken = Take(_services.Desk, wanted);
            if (taken.Count == 0 && !isLast)
            {
                return false;
            }

            foreach (var work in taken)
            {
                Record.Lease(Name, Deaths, wanted, work, _owned[work.Item.Part.Value].Facts.Semantics);
            }

            var reply = new LeaseReply { Ack = PartRules.Accept() };
            reply.Jobs.AddRange(taken.Select(work => work.Item.ToJob(work.LeaseMilliseconds)));
            Record.ProtectedActions.UnionWith(taken
                .Where(work => work.Item.IsAction && _owned.TryGetValue(work.Item.Part.Value, out var part) && part.IsProtected)
                .Select(work => work.Item.Id));
            respond(reply);
            return true;
        });
    }

    public void Results(ResultBatch request, Action<ResultReply?> respond)
    {
        var reply = new ResultReply();
        var groups = request.Results.GroupBy(result => result.Stamp.Part).ToList();
        var open = groups.Count;
        foreach (var group in groups)
        {
            var inputs = new List<PartInput>();
            var part = _owned.GetValueOrDefault(group.Key);
            foreach (var result in group.Where(result => result.Failure.Length > 0))
            {
                Record.GiveBack(Name, Deaths, request.Worker, result.Stamp, result.Id);
            }

            reply.Acks.Add(_intake.Take(group.Key, part?.Facts, group, request.Worker, inputs));
            if (part is null)
            {
                open--;
                continue;
            }

            part.Enqueue(inputs, _ =>
            {
                if (--open == 0)
                {
                    respond(reply);
                }
            });
        }

        if (groups.All(group => !_owned.ContainsKey(group.Key)))
        {
            respond(reply);
        }
    }

    public void Commands(ApplyCommandsRequest request, Action<ApplyCommandsReply?> respond)
    {
        if (PartRules.CheckEpoch(Known(request.Stamp.Part), request.Stamp) is { } stale)
        {
            respond(new ApplyCommandsReply { Ack = stale });
            return;
        }

        if (StepsDown(request.Stamp) || !_owned.TryGetValue(request.Stamp.Part, out var part) || part.Facts.Generation == 0)
        {
            respond(new ApplyCommandsReply { Ack = PartRules.NotOwned(request.Stamp.Part) });
            return;
        }

        Record.Accept(Name, request.Stamp.Part, request.Stamp.Epoch, "commands");
        Take(part, request.Commands, LateFates.MostLooks, answers =>
        {
            if (answers is null)
            {
                respond(new ApplyCommandsReply { Ack = PartRules.Refuse(RefusalReason.Full, "commands come faster than they can be looked up") });
                return;
            }

            var isUnprotected = !IsProtected(part);
            var reply = new ApplyCommandsReply { Ack = PartRules.Accept(), Unprotected = isUnprotected, FollowerBehind = isUnprotected && part.Gate.Follower is not null };
            reply.Answers.AddRange(answers.Select(Answered));
            respond(reply);
        });
    }

    private void Take(SimulatedPart part, RepeatedField<Command> commands, int looks, Action<IReadOnlyList<CommandAnswer>?> then) => Look(part, commands, fates =>
        part.Enqueue([.. fates.Where(fate => fate.Input is not null).Select(fate => new EngineStep(Received(fate.Input!)))], message =>
        {
            if (message.Inputs.Count > 0 && !message.Done.IsCompletedSuccessfully)
            {
                then([]);
                return;
            }

            List<CommandAnswer> answers = [.. fates.Answers(commands, message.Answers, part.Opened.Core.Part)];
            if (fates.Overtaken(answers) is not { Count: > 0 } overtaken)
            {
                then(answers);
                return;
            }

            Record.Overtaken += overtaken.Count;
            if (looks == 0)
            {
                then(null);
                return;
            }

            Take(part, [.. overtaken.Select(index => commands[index])], looks - 1, again =>
            {
                if (again is null)
                {
                    then(null);
                    return;
                }

                foreach (var (index, answer) in overtaken.Zip(again))
                {
                    answers[index] = answer;
                }

                then(answers);
            });
        }));

    public void Drain(DrainRequest request, Action<DrainReply?> respond) => respond(_left.Drain(request));

    public void TakeDepartures(TakeDeparturesRequest request, Action<TakeDeparturesReply?> respond)
    {
        if (FindOwned(request.Stamp) is not { } part)
        {
            respond(new TakeDeparturesReply { Ack = PartRules.NotOwned(request.Stamp.Part) });
            return;
        }

        var reply = HandOverAnswers.Departures(part.Opened.Core, request);
        part.WhenTold(part.Opened.Core.Frame, () => respond(reply));
    }

    public void PutArrivals(PutArrivalsRequest request, Action<PutArrivalsReply?> respond)
    {
        if (FindOwned(request.Stamp) is not { } part)
        {
            respond(new PutArrivalsReply { Ack = PartRules.NotOwned(request.Stamp.Part) });
            return;
        }

        part.Enqueue(HandOverAnswers.Inputs(request), _ => respond(new PutArrivalsReply { Ack = PartRules.Accept(), Unprotected = !IsProtected(part) }));
    }

    public void ReleaseDepartures(ReleaseDeparturesRequest request, Action<ReleaseDeparturesReply?> respond)
    {
        if (FindOwned(request.Stamp) is not { } part)
        {
            respond(new ReleaseDeparturesReply { Ack = PartRules.NotOwned(request.Stamp.Part) });
            return;
        }

        part.Enqueue(HandOverAnswers.Inputs(request), _ => respond(new ReleaseDeparturesReply { Ack = PartRules.Accept() }));
    }

    // Under this very stamp.
    private SimulatedPart? FindOwned(PartStamp stamp) =>
        _owned.TryGetValue(stamp.Part, out var part) && part.Facts.Epoch.Packed == stamp.Epoch ? part : null;

    // Others may come between the look and the turn, as they do at the real one.
    private static void Look(SimulatedPart part, RepeatedField<Command> commands, Action<List<LateFate>> then)
    {
        var core = part.Opened.Core;
        var late = new LateCommands(core.Part, commands);
        if (!late.HasAny)
        {
            then([.. commands.Select(command => late.Decide(command, core.CommandMarksOf))]);
            return;
        }

        late.Remember(core.LastFrameOf, core.LastFrameUpTo, core.Semantics);
        var marks = commands.Select(command => LateCommands.HostOf(command) ?? "").Distinct(StringComparer.Ordinal).ToDictionary(host => host, core.CommandMarksOf, StringComparer.Ordinal);
        part.WhenTold(core.Frame, () =>
        {
            LeftJournal.Read(part.Opened.Journal, late, EventBytes);
            then([.. commands.Select(command => late.Decide(command, host => marks.GetValueOrDefault(host)))]);
        });
    }

    /// <summary>The owner's side of a copy.</summary>
    public void Follow(FollowRequest request, Action<FollowReply?> respond)
    {
        if (PartRules.CheckEpoch(Known(request.Stamp.Part), request.Stamp) is { } stale)
        {
            respond(new FollowReply { Ack = stale });
            return;
        }

        if (StepsDown(request.Stamp) || !_owned.TryGetValue(request.Stamp.Part, out var part))
        {
            respond(new FollowReply { Ack = PartRules.NotOwned(request.Stamp.Part) });
            return;
        }

        Record.Accept(Name, request.Stamp.Part, request.Stamp.Epoch, "a follower's call");
        var counts = FollowAnswers.Continues(part.Opened.Journal, request) && part.Gate.CallBegins(request.Follower, request.Cursor);
        part.Release();
        Poll(request.WaitMs, isLast =>
        {
            if (_owned.GetValueOrDefault(request.Stamp.Part) != part)
            {
                return true;
            }

            var reply = FollowAnswers.TryAnswer(
                part.Opened.Journal, part.Opened.Snapshots, request, isLast, stamp => PartRules.CheckEpoch(Known(stamp.Part), stamp));
            if (reply is null)
            {
                return false;
            }

            if (counts)
            {
                part.Gate.CallEnds();
            }

            respond(reply);
            return true;
        });
    }

    public void FetchChunks(FetchChunksRequest request, Action<FetchChunksReply?> respond)
    {
        var reply = new FetchChunksReply();
        reply.Chunks.AddRange(request.Hashes
            .Select(hash => (Hash: hash, Content: _services.Chunks.Find(hash)))
            .Where(found => found.Content is not null)
            .Select(found => new StoredChunk { Hash = found.Hash, Content = found.Content }));
        respond(reply);
    }

    public void ReadEvents(ReadEventsRequest request, Action<ReadEventsReply?> respond)
    {
        if (!_owned.TryGetValue(request.Part, out var part))
        {
            respond(new ReadEventsReply { Ack = PartRules.NotOwned(request.Part) });
            return;
        }

        if (request.Epoch == part.Facts.Epoch.Packed && part.Events.Read(request.Reader, request.Cursor, EventBytes, Mark(part)) is { } read)
        {
            var reply = new ReadEventsReply { Ack = PartRules.Accept(), Stamp = part.Facts.Stamp, NextCursor = read.Next };
            reply.Frames.AddRange(read.Frames);
            if (part.IsProtected)
            {
                foreach (var told in read.Frames.SelectMany(frame => frame.Events))
                {
                    Record.ProtectedEvents[(request.Part, told.Sequence)] = (told.GetHashCode(), Name, request.Epoch, World.Now);
                }
            }

            respond(reply);
            return;
        }

        var core = part.Opened.Core;
        var image = new EventImage(part.Facts.Stamp, core.Describe(), core.NextEvent, core.Frame, core.Ownerships, core.Time.UtcMilliseconds);
        part.WhenTold(image.Frame, () =>
        {
            var page = image.Page(0, int.MaxValue);
            page.DiffersFrom = part.Events.DiffersFrom(request, image.Ownerships, Mark(part));
            respond(page);
        });
    }

    /// <summary>How a command reaches the engine.</summary>
    protected virtual CommandReceived Received(CommandReceived command) => command;

    /// <summary>Up to which frame readers of events are told.</summary>
    protected virtual ulong Mark(SimulatedPart part) => part.Gate.Mark;

    /// <summary>What the sender of a command is told.</summary>
    protected virtual CommandAnswer Answered(CommandAnswer answer) => answer;

    /// <summary>What the arbiter is told of the follower of a part.</summary>
    protected virtual bool IsProtected(SimulatedPart part) => part.IsProtected;

    private void Poll(int wait, Func<bool, bool> attempt)
    {
        var end = World.Now + wait;
        if (!attempt(wait <= 0))
        {
            _waiting.Add(() => attempt(World.Now >= end));
        }
    }
}
