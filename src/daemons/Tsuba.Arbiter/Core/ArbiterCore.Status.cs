using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

public sealed partial class ArbiterCore
{
    /// <summary>Numbers of all parts of the configuration that runs; empty: none does.</summary>
    public IReadOnlyCollection<int> Parts => _running is null ? [] : [.. _running.Parts.Keys.Select(part => part.Value)];

    /// <summary>The site as the arbiter sees it.</summary>
    public StatusReply Describe(string site)
    {
        var reply = new StatusReply
        {
            Site = site,
            Generation = _state.Generation,
            Term = _terms.Term,
            Leader = Leader,
            Profile = _running is null ? "" : _running.Cut.Configuration.Profile.ToString().ToLowerInvariant(),
        };
        if (_running?.Cut.Daemons.Find(_self) is { } arbiter)
        {
            var address = AddressOf(arbiter);
            reply.Daemons.Add(new DaemonStatus
            {
                Role = address.Role,
                Name = address.Name,
                Address = $"{address.Host}:{address.Port}",
                Realm = address.Realm,
                Spare = arbiter.IsSpare,
                Liveness = "alive",
                Health = "ok",
            });
        }

        foreach (var view in _daemons.Values.OrderBy(view => view.Node.Key))
        {
            reply.Daemons.Add(Describe(view));
        }

        foreach (var ownership in IsDispatching ? _brain.State.Parts : _state.Ownership.Parts)
        {
            reply.Parts.Add(Describe(ownership));
        }

        AddGauge(reply, "commands_received", _ledger.Received);
        AddGauge(reply, "commands_delivered", _ledger.Delivered);
        AddGauge(reply, "commands_refused", _ledger.Refused);
        AddGauge(reply, "commands_pending", _ledger.Pending);
        AddGauge(reply, "hosts_moving", _moves.Pending.Moves.Length);
        AddGauge(reply, "command_answers_dropped", _ledger.DroppedAnswers);
        return reply;
    }

    private static void AddGauge(StatusReply reply, string name, double value) => reply.Gauges.Add(new Gauge { Name = name, Value = value });

    private DaemonStatus Describe(DaemonView view)
    {
        var address = AddressOf(view.Node);
        var status = new DaemonStatus
        {
            Role = address.Role,
            Name = address.Name,
            Address = $"{address.Host}:{address.Port}",
            Realm = address.Realm,
            Spare = view.Node.IsSpare,
            Liveness = _lifeSigns.GetValueOrDefault(view.Node.Key).ToString().ToLowerInvariant(),
            LastSeenUtcMs = view.LastSeenUtcMs,
            SkewSeconds = view.SkewSeconds,
            Weight = view.Node.Role == DaemonRole.Scheduler ? view.Node.Weight : 0,
        };
        if (view.Last is { } last)
        {
            (status.OldestSemantics, status.NewestSemantics) = _semantics.TryGetValue(view.Node.Name, out var range) && view.Node.Role == DaemonRole.Scheduler
                ? (range.Oldest, range.Newest)
                : (0, 0);
            status.Run = last.Run;
            status.Health = last.Health;
            status.Version = last.Version;
            status.Gauges.AddRange(last.Gauges);
        }

        // What one said of itself before it fell silent is no news: why it is silent helps.
        if (view.Silence.Length > 0 && _lifeSigns.GetValueOrDefault(view.Node.Key) is not (LifeSign.Alive or LifeSign.Suspect))
        {
            status.Health = view.Silence;
        }

        return status;
    }

    // An arbiter that only watches goes by what the owner says.
    private bool IsServed(PartOwnership ownership) => IsDispatching
        ? _brain.IsServed(ownership.Part)
        : _daemons.GetValueOrDefault(new(DaemonRole.Scheduler, ownership.Owner ?? ""))?.Last?.Parts
            .Any(part => part is { Owner: true, Active: true } && part.Stamp?.Part == ownership.Part.Value) ?? false;

    // Who stands in the way of running the part, of its being taken over, or of a later version of the rules.
    private string Hindrance(PartOwnership ownership)
    {
        if (ownership.Owner is { } owner && !IsServed(ownership) && Cannot(owner))
        {
            return $"{owner} knows rules {_semantics[owner]}, and the part runs under {ownership.Semantics}: it waits until that scheduler is upgraded";
        }

        if (ownership.MoveTo is { } target && Cannot(target))
        {
            return $"moves when {target}, which knows rules {_semantics[target]}, can run it under {ownership.Semantics}";
        }

        if (ownership.Follower is { } follower && Cannot(follower))
        {
            return $"{follower} keeps its bytes and cannot take it over: it knows rules {_semantics[follower]}, and the part runs under {ownership.Semantics}";
        }

        var slow = _brain.HoldsBack(ownership.Part);
        return slow.IsEmpty ? "" : $"stays under rules {ownership.Semantics} until {string.Join(" and ", slow)} can run later ones";

        bool Cannot(string scheduler) => _semantics.ContainsKey(scheduler) && !_brain.CanRun(scheduler, ownership.Part);
    }

    private PartStatus Describe(PartOwnership ownership)
    {
        var plan = _running?.Cut.Placement.Find(ownership.Part);
        return new PartStatus
        {
            Stamp = new PartStamp { Part = ownership.Part.Value, Epoch = ownership.Epoch.Packed },
            Owner = ownership.Owner ?? "",
            Follower = ownership.Follower ?? "",
            Protected = ownership.InSync is { } twin && twin == ownership.Follower && (!IsDispatching || _brain.CanRun(twin, ownership.Part)),
            Hosts = plan?.Hosts.Length ?? 0,
            Services = plan?.Services ?? 0,
            Realm = plan?.Realm ?? "",
            Losses = ownership.Losses,
            Semantics = ownership.Semantics,
            Hindrance = IsDispatching ? Hindrance(ownership) : "",
            State = ownership.Owner is null ? "unowned"
                : ownership.MoveTo is not null ? "moving"
                : IsServed(ownership) ? "active"
                : _lifeSigns.GetValueOrDefault(new(DaemonRole.Scheduler, ownership.Owner)) == LifeSign.Dead ? "unowned"
                : "loading",
        };
    }
}
