using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB3xxx: realms, shards, who serves whom. Source: reference/shinken.md 2.1 and 2.3.</summary>
public static class DispatchFindings
{
    /// <summary>The hosts of one shard are in several realms.</summary>
    public static DiagnosticCode SplitShard { get; } = new(
        "TSB3001", Severity.Error, "Related hosts are in different realms",
        "One scheduler must watch hosts that are related by parents, dependencies or business rules. Put them into one realm or remove the relation.");

    /// <summary>A host has no realm and no realm is the default.</summary>
    public static DiagnosticCode NoRealm { get; } = new(
        "TSB3002", Severity.Error, "A host has no realm",
        "Set realm on the host or on one of its hostgroups, or mark one realm with default 1.");

    /// <summary>A realm has hosts but no active scheduler.</summary>
    public static DiagnosticCode NoScheduler { get; } = new(
        "TSB3003", Severity.Error, "A realm has hosts but no scheduler",
        "Define a scheduler with this realm that is not a spare.");

    /// <summary>A realm is named that does not exist.</summary>
    public static DiagnosticCode UnknownRealm { get; } = new(
        "TSB3004", Severity.Error, "The realm does not exist",
        "Define the realm or correct its name.");

    /// <summary>No broker takes the states of a scheduler.</summary>
    public static DiagnosticCode NoBroker { get; } = new(
        "TSB3005", Severity.Error, "No broker takes the states of a scheduler",
        "Define a broker in the scheduler's realm, or above it with manage_sub_realms 1.");

    /// <summary>No poller runs the checks of a scheduler.</summary>
    public static DiagnosticCode NoPoller { get; } = new(
        "TSB3006", Severity.Warning, "No poller runs the checks of a scheduler",
        "Define a poller in the scheduler's realm, or above it with manage_sub_realms 1.");

    /// <summary>No poller has a tag that is used.</summary>
    public static DiagnosticCode NoPollerForTag { get; } = new(
        "TSB3007", Severity.Warning, "No poller has this tag",
        "Add the tag to poller_tags of a poller in the realm; checks with it do not run until then.");

    /// <summary>One shard holds most of a site that could be shared among schedulers.</summary>
    public static DiagnosticCode LargeShard { get; } = new(
        "TSB3008", Severity.Information, "One shard holds more than a scheduler's share",
        "`tsuba shards` names the relations that glue it together.");

    /// <summary>use_ssl 0 asks for plain HTTP between daemons.</summary>
    public static DiagnosticCode PlainHttp { get; } = new(
        "TSB3009", Severity.Warning, "use_ssl 0 is ignored",
        "Daemons always speak HTTPS and show certificates of the site (tsuba pki); remove the line.");

    /// <summary>The classic availability timers of a daemon differ from the shipped ones and so replace the heartbeats' own.</summary>
    public static DiagnosticCode ClassicTimers { get; } = new(
        "TSB3010", Severity.Information, "The classic timers decide when a daemon is dead",
        "check_interval, max_check_attempts and timeout count where they differ from 60, 3 and 3; heartbeat_interval and heartbeat_misses say the same in seconds.");

    /// <summary>An entry of satellitemap is not name=address[:port].</summary>
    public static DiagnosticCode BadSatelliteMap { get; } = new(
        "TSB3011", Severity.Error, "An entry of satellitemap cannot be read",
        "Write name=address or name=address:port, separated by commas.");

    /// <summary>tie_breaker is the address of no daemon.</summary>
    public static DiagnosticCode NoTieBreaker { get; } = new(
        "TSB3012", Severity.Warning, "tie_breaker is the address of no daemon",
        "Write the address of a machine that carries any daemon of the site, a poller for example; its daemons vote on which arbiter leads. Or etcd.");

    /// <summary>A property of etcd cannot be used.</summary>
    public static DiagnosticCode BadEtcd { get; } = new(
        "TSB3013", Severity.Error, "What an arbiter says of etcd cannot be used",
        "etcd_endpoints is a list of http://host:port or https://host:port; a certificate needs its key, a user the file with its password.");

    /// <summary>etcd is asked over a network without TLS.</summary>
    public static DiagnosticCode PlainEtcd { get; } = new(
        "TSB3014", Severity.Warning, "etcd is asked over a network without TLS",
        "Whoever stands between decides which arbiter leads. Write https://host:port, and etcd_ca for an authority of your own.");

    /// <summary>All rows, by code.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
        [SplitShard, NoRealm, NoScheduler, UnknownRealm, NoBroker, NoPoller, NoPollerForTag, LargeShard, PlainHttp, ClassicTimers, BadSatelliteMap, NoTieBreaker, BadEtcd, PlainEtcd];
}
