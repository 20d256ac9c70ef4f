using System.Globalization;
using System.Text;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Moves;
using Tsuba.Journal;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <content>Configurations that change, and hosts that go to another part with them: what the loops of the product do one after another.</content>
internal partial class SimulatedArbiter
{
    private const string AcceptedPath = Directory + "/accepted";
    private const int LookForMoves = 500;

    // As long as the product waits for hosts on their way before another configuration may move hosts.
    private static readonly TimeSpan MovesPatience = MoveBrain.Patience + TimeSpan.FromSeconds(30);

    // The turn of this arbiter at leading in which a configuration is on its way to the others; 0: none is.
    private int _loading;

    /// <summary>An operator orders the configuration of a revision. Nothing happens where this arbiter does not lead.</summary>
    public void Reload(int revision)
    {
        if (IsLeading && !IsPaused && _core.IsDispatching)
        {
            World.Tell($"{Name} is to load revision {revision}");
            var turn = _turn;
            InTurn(turn, World.Now + (long)MovesPatience.TotalMilliseconds, done => Accept(TextOf(revision), revision, turn, _ => done()));
        }
    }

    // One at a time, in the order in which they come to it, and none while hosts are on their way.
    private void InTurn(int turn, long giveUp, Action<Action> load)
    {
        if (turn != _turn)
        {
            return;
        }

        if (_loading == turn || (!_core.IsMoveDone && World.Now < giveUp))
        {
            After(LookForMoves, () => InTurn(turn, giveUp, load));
            return;
        }

        _loading = turn;
        load(() => _loading = _loading == turn ? 0 : _loading);
    }

    // Among several arbiters it is kept before anything follows from it; a single one keeps it later.
    private void Accept(string text, int revision, int turn, Action<bool> done)
    {
        var running = Site.Configuration.Compile(revision, _core.State);
        if (_core.IsAlone)
        {
            Run(running, text);
            TryAccept(text);
            done(true);
        }
        else if (TryAccept(text))
        {
            Spread(text, () =>
            {
                if (turn == _turn)
                {
                    Run(running, text);
                    done(true);
                }
            });
        }
        else
        {
            done(false);
        }
    }

    private void Run(RunningConfiguration running, string text)
    {
        RunsCommit = CommitOf(text);
        World.Tell($"{Name} runs generation {running.Generation}");
        Record.Reloads++;
        Configure(running);
        Step();
    }

    private void Configure(RunningConfiguration running)
    {
        // What is known to be on its way has its state where it was: nobody has to know more where it stays there (decision 0105).
        var origin = _core.IsDispatching ? _core.State.Moves.Moves.FirstOrDefault(move => move.Host == SimulatedConfiguration.Mover)?.From.Value : null;
        _core.Configure(running, Time);
        var part = running.Cut.Placement.Parts.Single(part => part.Hosts.Contains(SimulatedConfiguration.Mover)).Id.Value;
        if (Record.MoverPart > 0 && Record.MoverPart != part && origin != part && !_core.State.Moves.Moves.Any(move => move.Host == SimulatedConfiguration.Mover && move.From.Value == Record.MoverPart))
        {
            // Who gave the last orders is away, and could not tell this arbiter of them (decision 0057).
            Record.BeginAnew($"{Name} does not know that it is in part {Record.MoverPart}", part, running.Generation);
        }

        else if (Record.MoverPart != part && Record.LeftBehind == part)
        {
            // It was given up there since nobody served the part, which has it still: it was not told that the host had gone.
            Record.BeginAnew($"it comes back to part {part}, which has it still", part, running.Generation);
        }

        Record.MoverPart = part;
    }

    private void Spread(string text, Action then)
    {
        var others = _core.OtherArbiters.Select(node => Site.Find(node.Name)).OfType<SimulatedArbiter>().ToList();
        var open = others.Count;
        foreach (var other in others)
        {
            var request = new ReplicateRequest { Accepted = text };
            Order<ReplicateRequest, ReplicateReply>(other, request, ReplicateReply.Parser, other.TakeReplica, _ =>
            {
                if (--open == 0)
                {
                    then();
                }
            });
        }
    }

    private static string TextOf(int revision) => revision.ToString(CultureInfo.InvariantCulture);

    private bool TryAccept(string text)
    {
        try
        {
            DurableFile.Write(Disk, AcceptedPath, Encoding.ASCII.GetBytes(text));
            return true;
        }
        catch (IOException fault)
        {
            World.Tell($"{Name} cannot keep revision {text}: {fault.Message}");
            return false;
        }
    }

    // What was accepted last, as far as this arbiter has it, under a generation above all that is known.
    private RunningConfiguration Accepted()
    {
        if (!Site.Traits.HasReloads)
        {
            return Site.Configuration.Running;
        }

        return Site.Configuration.Compile(AcceptedRevision ?? 0, _core.State);
    }

    private void Carry(MoveAction action)
    {
        var from = _core.PlaceOf(action.From);
        var to = action is CarryHosts { To: var taker } ? _core.PlaceOf(taker) : null;
        World.Tell($"{Name}: {action.GetType().Name} of part {action.From}{(action is CarryHosts { WithState: false } ? " without state" : "")}");
        switch (action)
        {
            case CarryHosts { WithState: true } carry when from is not null && to is not null:
                Take(carry, from, to, new TakeDeparturesRequest { Stamp = from.Stamp, Generation = from.Generation });
                break;
            case CarryHosts { WithState: false } carry when to is not null:
                Record.BeginAnew($"nobody serves part {carry.From}", part: 0, generation: 0);
                Record.LeftBehind = carry.From.Value;
                End(carry, to);
                break;
            case ReleaseHosts when from is not null:
                var release = new ReleaseDeparturesRequest { Stamp = from.Stamp, Generation = from.Generation };
                var giver = Site.Schedulers.Single(scheduler => scheduler.Name == from.Owner.Name);
                Order(giver, release, ReleaseDeparturesReply.Parser, giver.ReleaseDepartures, reply => Moved(action, reply is { Ack.Accepted: true }));
                break;
            default:
                // Not from within the step that gave it out.
                After(1, () => Moved(action, accepted: false));
                break;
        }
    }

    private void Take(CarryHosts carry, PartPlace from, PartPlace to, TakeDeparturesRequest request)
    {
        var giver = Site.Schedulers.Single(scheduler => scheduler.Name == from.Owner.Name);
        Order(giver, request, TakeDeparturesReply.Parser, giver.TakeDepartures, taken =>
        {
            if (taken is not { Ack.Accepted: true })
            {
                Moved(carry, accepted: false);
                return;
            }

            var put = new PutArrivalsRequest { Stamp = to.Stamp, Generation = to.Generation };
            put.States.AddRange(taken.Hosts.Where(departure => carry.Hosts.Contains(departure.Host)).Select(departure => departure.State));
            Put(carry, to, put, () => End(carry, to));
        });
    }

    private void End(CarryHosts carry, PartPlace to)
    {
        var put = new PutArrivalsRequest { Stamp = to.Stamp, Generation = to.Generation };
        put.Ended.AddRange(carry.Hosts);
        Put(carry, to, put, () => Moved(carry, accepted: true));
    }

    private void Put(CarryHosts carry, PartPlace to, PutArrivalsRequest request, Action then)
    {
        var taker = Site.Schedulers.Single(scheduler => scheduler.Name == to.Owner.Name);
        Order(taker, request, PutArrivalsReply.Parser, taker.PutArrivals, reply =>
        {
            if (reply is { Ack.Accepted: true })
            {
                if (reply.Unprotected)
                {
                    _core.Unprotected(to.Stamp, Time);
                }

                then();
            }
            else
            {
                Moved(carry, accepted: false);
            }
        });
    }

    private void Moved(MoveAction action, bool accepted)
    {
        _core.MoveCompleted(action, accepted, Time);
        Step();
    }
}
