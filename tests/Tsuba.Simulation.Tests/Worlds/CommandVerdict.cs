using System.Globalization;
using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// I4: what was acknowledged took effect once, in one part, and in order. Every command is about one host, which may have gone from part to part. What is promised of
/// the commands about such a host is promised since every part keeps the marks of commands by host (decision 0100), and since the host last began anew somewhere
/// without its state.
/// </summary>
internal sealed class CommandVerdict(SimulatedSite site)
{
    private readonly SiteRecord _record = site.Record;
    private readonly List<(int Part, Oracle Oracle)> _parts = [];
    private readonly HashSet<int> _applied = [];
    private readonly Dictionary<int, string> _taken = [];
    private readonly Dictionary<int, string> _refused = [];
    private long _marksByHostSince;

    /// <summary>A part, as a replay of its inputs says.</summary>
    public void Add(int part, Oracle oracle) => _parts.Add((part, oracle));

    /// <summary>Judges when all parts are there; returns how many commands took effect.</summary>
    public int Judge()
    {
        _marksByHostSince = _parts.Max(part => part.Oracle.MarksByHostSince);
        foreach (var (part, oracle) in _parts)
        {
            Judge(part, oracle);
            _applied.UnionWith(oracle.Overtaken);
            foreach (var (number, why) in oracle.Refused)
            {
                _refused[number] = why;
            }
        }

        // A part that went on with less, and let go of frames since, takes what its former owner brings back for known where the source gave later ones (decision 0059; seed 8415).
        var mayLack = _record.HasLostDisk || site.Traits.HasSnapshots;
        foreach (var number in _record.Acknowledged.Where(number => !_applied.Contains(number) && IsPromised(number) && !(mayLack && PartsOf(number).Any(_record.Reduced.Contains))))
        {
            Check(false, string.Create(CultureInfo.InvariantCulture, $"I4: command {number} was acknowledged and lost {_refused.GetValueOrDefault(number)}"));
        }

        Check(site.Arbiter.PendingCommands == 0, $"{site.Arbiter.PendingCommands} commands are still under way");
        return _applied.Count;
    }

    private void Judge(int part, Oracle oracle)
    {
        foreach (var (source, all) in oracle.Commands)
        {
            var numbers = all.Where(IsPromised).ToList();
            Check(numbers.Distinct().Count() == numbers.Count, $"I4: a command of {source} took effect twice in part {part}");
            foreach (var ofHost in numbers.GroupBy(HostOf))
            {
                Check(ofHost.Zip(ofHost.Skip(1)).All(pair => pair.First <= pair.Second), $"I4: commands of {source} about {ofHost.Key} took effect out of order in part {part}");
            }

            _applied.UnionWith(all);
        }

        var promised = oracle.Commands.Values.SelectMany(numbers => numbers).Where(IsPromised).ToList();
        Check(promised.Distinct().Count() == promised.Count, $"I4: a command took effect twice in part {part}, under two names of its source");
        foreach (var (number, taken) in oracle.Taken)
        {
            // A part that went on with less may not know what went away with the host.
            if (!_taken.TryAdd(number, taken) && IsPromised(number) && !PartsOf(number).Any(_record.Reduced.Contains))
            {
                Check(false, string.Create(CultureInfo.InvariantCulture, $"I4: command {number} took effect in {_taken[number]} and in {taken}"));
            }
        }
    }

    // Under older rules a command of a host that moves, which a receiver had given to the arbiter, may come before one of another host that takes the straight way, and have it taken for a double.
    private bool IsPromised(int number) => HostOf(number) == SimulatedConfiguration.Mover
        ? _record.Submitted[number] > Math.Max(_marksByHostSince, _record.BeganAnew)
        : !site.Traits.HasDirectReceivers || !site.Traits.HasMoves || _record.Submitted[number] > _marksByHostSince;

    private string HostOf(int number) => SimulatedReceiver.HostOf(site, number);

    // Hosts that move are in the same two parts all the time.
    private IEnumerable<int> PartsOf(int number) => HostOf(number) is var host && host == SimulatedConfiguration.Mover ? [PartOf("h1"), PartOf("h2")] : [PartOf(host)];

    private int PartOf(string host) => site.Configuration.Running.Parts.Values.Single(part => part.Plan.Hosts.Contains(host)).Plan.Id.Value;

    private void Check(bool holds, string violation)
    {
        if (!holds)
        {
            _record.Violate(violation);
        }
    }
}
