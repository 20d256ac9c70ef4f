using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Terms;

/// <summary>
/// Whose votes decide which arbiter leads: one for each machine that carries an arbiter or a scheduler, and one for the machine, or the etcd,
/// that is named as tie breaker. A machine is an address. It votes yes if one of its voters does and none says no, so that the death of
/// one process costs no vote. Source: design 3, "two arbiters"; docs/decisions/0056 and 0070.
/// </summary>
public sealed class Electorate
{
    private const string TieBreaker = "tie_breaker";

    private Electorate(ImmutableArray<string> arbiters, ImmutableArray<ImmutableArray<DaemonKey>> machines, bool isSmall)
    {
        Arbiters = arbiters;
        Machines = machines;
        IsSmall = isSmall;
        Voters = [.. machines.SelectMany(machine => machine)];
    }

    /// <summary>Names of all arbiters, in ordinal order.</summary>
    public ImmutableArray<string> Arbiters { get; }

    /// <summary>The voters of each machine.</summary>
    public ImmutableArray<ImmutableArray<DaemonKey>> Machines { get; }

    /// <summary>Everyone who votes.</summary>
    public ImmutableHashSet<DaemonKey> Voters { get; }

    /// <summary>
    /// One or two machines and no tie breaker: no majority can outlive one of them. There all must agree, and a machine of which nothing was
    /// heard for <see cref="TermBrain.Silence"/> counts as one that does.
    /// </summary>
    public bool IsSmall { get; }

    /// <summary>Machines that must vote yes.</summary>
    public int Needed => IsSmall ? Machines.Length : (Machines.Length / 2) + 1;

    /// <summary>Reads the daemons of a site.</summary>
    public static Electorate Of(IReadOnlyCollection<DaemonNode> nodes)
    {
        var voters = nodes.Where(node => node.Role is DaemonRole.Arbiter or DaemonRole.Scheduler).ToList();
        var machines = voters.Select(node => node.Host).Distinct(StringComparer.Ordinal).ToList();
        var witness = nodes
            .Where(node => node.Role == DaemonRole.Arbiter)
            .Select(node => node.Definition.Find(TieBreaker))
            .FirstOrDefault(address => !string.IsNullOrEmpty(address));
        if (witness is not null && !machines.Contains(witness) && nodes.Any(node => node.Host == witness))
        {
            voters.AddRange(nodes.Where(node => node.Host == witness));
            machines.Add(witness);
        }

        var votes = machines.ConvertAll(machine => voters.Where(node => node.Host == machine).Select(node => node.Key).ToImmutableArray());
        if (witness == EtcdTarget.Word)
        {
            votes.Add([EtcdTarget.Voter]);
        }

        return new Electorate(
            [.. nodes.Where(node => node.Role == DaemonRole.Arbiter).Select(node => node.Name).Order(StringComparer.Ordinal)],
            [.. votes],
            votes.Count <= 2);
    }
}
