using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Realms;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Dispatch.Terms;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Cutting;

/// <summary>Finds what makes a configuration impossible to dispatch. Source: reference/shinken.md 2.1 and 2.3.</summary>
internal sealed class DispatchCheck(ResolvedConfiguration configuration, RealmTree realms, DaemonDirectory daemons, RelationGraph graph, ImmutableArray<Shard> shards)
{
    private const int NamesShown = 10;

    private readonly List<Diagnostic> _findings = [];

    internal ImmutableArray<Diagnostic> Run()
    {
        CheckHosts();
        CheckShards();
        CheckDaemons();
        CheckTags();
        return [.. _findings];
    }

    private void CheckHosts()
    {
        var lonely = new HashSet<string>(StringComparer.Ordinal);
        foreach (var host in graph.Hosts)
        {
            if (host.Realm.Length == 0)
            {
                Report(DispatchFindings.NoRealm, host.Location, $"host {host.Name} has no realm, and no realm is the default");
            }
            else if (realms.Find(host.Realm) is null)
            {
                Report(DispatchFindings.UnknownRealm, host.Location, $"realm {host.Realm} of host {host.Name} does not exist");
            }
            else if (lonely.Add(host.Realm) && !daemons.OfRole(DaemonRole.Scheduler).Any(scheduler => !scheduler.IsSpare && scheduler.Realm == host.Realm))
            {
                Report(DispatchFindings.NoScheduler, host.Location, $"realm {host.Realm} has hosts (one is {host.Name}) but no scheduler that is not a spare");
            }
        }
    }

    private void CheckShards()
    {
        foreach (var shard in shards)
        {
            if (shard.Hosts.Any(host => graph.Hosts[host].Realm != shard.Realm))
            {
                var members = shard.Hosts.Select(host => $"{graph.Hosts[host].Name} ({graph.Hosts[host].Realm})").ToList();
                var shown = string.Join(", ", members.Take(NamesShown));
                var rest = members.Count > NamesShown ? string.Create(CultureInfo.InvariantCulture, $" and {members.Count - NamesShown} more") : "";
                Report(DispatchFindings.SplitShard, graph.Hosts[shard.Hosts[0]].Location, $"these related hosts are in different realms: {shown}{rest}");
            }
        }
    }

    private void CheckDaemons()
    {
        foreach (var daemon in daemons.Nodes)
        {
            if (daemon.Realm.Length > 0 && realms.Find(daemon.Realm) is null)
            {
                Report(DispatchFindings.UnknownRealm, daemon.Definition.Location, $"realm {daemon.Realm} of {daemon.Key} does not exist");
            }
        }

        CheckConnections();
        var used = graph.Hosts.Select(host => host.Realm).ToHashSet(StringComparer.Ordinal);
        foreach (var scheduler in daemons.OfRole(DaemonRole.Scheduler).Where(scheduler => !scheduler.IsSpare && used.Contains(scheduler.Realm)))
        {
            CheckSatellite(scheduler, DaemonRole.Broker, DispatchFindings.NoBroker);
            CheckSatellite(scheduler, DaemonRole.Poller, DispatchFindings.NoPoller);
        }
    }

    private void CheckEtcd(DaemonNode arbiter)
    {
        var faults = new List<string>();
        var target = EtcdTarget.Of(arbiter.Definition, faults);
        foreach (var fault in faults)
        {
            Report(DispatchFindings.BadEtcd, arbiter.Definition.Location, $"{fault}, in {arbiter.Key}");
        }

        if (target is { IsPlainAndRemote: true })
        {
            Report(DispatchFindings.PlainEtcd, arbiter.Definition.Location, $"{arbiter.Key} asks {string.Join(", ", target.Endpoints)} without TLS");
        }
    }

    private void CheckConnections()
    {
        var plain = daemons.Nodes.Where(daemon => daemon.Definition.Find("use_ssl") == "0").ToList();
        if (plain.Count > 0)
        {
            var names = string.Join(", ", plain.Take(NamesShown).Select(daemon => daemon.Key.ToString()));
            var rest = plain.Count > NamesShown ? string.Create(CultureInfo.InvariantCulture, $" and {plain.Count - NamesShown} more") : "";
            Report(DispatchFindings.PlainHttp, plain[0].Definition.Location, $"use_ssl 0 is ignored, daemons always speak HTTPS: {names}{rest}");
        }

        foreach (var arbiter in daemons.OfRole(DaemonRole.Arbiter))
        {
            CheckEtcd(arbiter);
            if (arbiter.Definition.Find("tie_breaker") is { Length: > 0 } witness and not EtcdTarget.Word && daemons.Nodes.All(daemon => daemon.Host != witness))
            {
                Report(DispatchFindings.NoTieBreaker, arbiter.Definition.Location, $"tie_breaker {witness} of {arbiter.Key} is the address of no daemon");
            }
        }

        foreach (var daemon in daemons.Nodes)
        {
            var faults = new List<string>();
            SatelliteMap.Parse(daemon.Definition.Find("satellitemap"), faults);
            foreach (var fault in faults)
            {
                Report(DispatchFindings.BadSatelliteMap, daemon.Definition.Location, $"satellitemap of {daemon.Key}: '{fault}' is not name=address[:port]");
            }

            if (LivenessTimers.AreClassic(daemon.Definition))
            {
                Report(
                    DispatchFindings.ClassicTimers,
                    daemon.Definition.Location,
                    string.Create(CultureInfo.InvariantCulture, $"{daemon.Key} counts as dead after {daemon.Timers.DeathAfter.TotalSeconds:0.#} s without a sign of life"));
            }
        }
    }

    private void CheckSatellite(DaemonNode scheduler, DaemonRole role, DiagnosticCode code)
    {
        if (!daemons.OfRole(role).Any(satellite => Serves(satellite, scheduler.Realm)))
        {
            Report(code, scheduler.Definition.Location, $"no {role.ToString().ToLowerInvariant()} serves realm {scheduler.Realm} of scheduler {scheduler.Name}");
        }
    }

    private void CheckTags()
    {
        var known = daemons.OfRole(DaemonRole.Poller).SelectMany(poller => poller.Tags).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in configuration.Objects)
        {
            if (item.Type is ObjectType.Host or ObjectType.Service or ObjectType.Command
                && item.Find("poller_tag") is { Length: > 0 } tag
                && !known.Contains(tag)
                && seen.Add(tag))
            {
                Report(DispatchFindings.NoPollerForTag, item.Location, $"no poller has the tag {tag} that {item.Key} asks for");
            }
        }
    }

    private bool Serves(DaemonNode satellite, string realm) =>
        satellite.Realm == realm || (satellite.ManagesSubRealms && realms.IsWithin(realm, satellite.Realm));

    private void Report(DiagnosticCode code, SourceLocation location, string message) =>
        _findings.Add(new Diagnostic(code.Code, code.Severity, location, message));
}
