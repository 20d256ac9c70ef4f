using System.Globalization;
using Tsuba.Dispatch.Ownership;
using Tsuba.Engine;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>What the nodes of a run did and saw, as far as the verdict needs it.</summary>
internal sealed class SiteRecord(SimulatedWorld world)
{
    private const int MostShown = 5;

    private readonly Dictionary<(string Node, int Part), ulong> _highest = [];
    private readonly Dictionary<string, uint> _highestTerm = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, string> _leaders = [];
    private readonly Dictionary<string, EventSink> _sinks = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Node, int Life, string Worker), string> _runs = [];
    private readonly HashSet<(string Node, int Life, string Worker, string Run)> _known = [];
    private readonly Dictionary<(int Part, ulong Epoch), long> _generations = [];
    private (int Part, long Generation) _beginsAnew;
    private readonly Dictionary<ulong, int> _failedStarts = [];
    private readonly Dictionary<(string Node, int Life, int Part, ulong Epoch, ulong Job), (string Worker, string Run, long End)> _leases = [];

    private readonly HashSet<string> _acceptedCommits = new(StringComparer.Ordinal);

    /// <summary>What went wrong so far.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Checks that a poller ran to their end.</summary>
    public HashSet<ulong> Checked { get; } = [];

    /// <summary>By whom, and in which of its lives, each action was carried out.</summary>
    public Dictionary<ulong, List<(string Node, int Life)>> Acted { get; } = [];

    /// <summary>Actions whose end a reactionner had on its disk.</summary>
    public HashSet<(string Node, ulong Id)> Ended { get; } = [];

    /// <summary>Actions that were handed out while owner and follower both had their cause.</summary>
    public HashSet<ulong> ProtectedActions { get; } = [];

    /// <summary>Events that a broker was given while owner and follower both had them, as a hash of their content, with who gave them and when.</summary>
    public Dictionary<(int Part, ulong Sequence), (int Hash, string Owner, ulong Epoch, long When)> ProtectedEvents { get; } = [];

    /// <summary>When each frame was written, in true time; the last time counts where a death took it back.</summary>
    public Dictionary<(int Part, ulong Epoch, ulong Frame), long> Times { get; } = [];

    /// <summary>What owners wrote and stored, whatever became of it.</summary>
    public WrittenFrames Frames { get; } = new();

    /// <summary>Commands that owners took from receivers without the arbiter.</summary>
    public int Direct { get; set; }

    /// <summary>How often a part was brought back from a snapshot.</summary>
    public int Restored { get; set; }

    /// <summary>How often a copy began with a snapshot instead of the first frame.</summary>
    public int CopiesFromSnapshots { get; set; }

    /// <summary>Numbers of commands whose senders were told that they are taken.</summary>
    public HashSet<int> Acknowledged { get; } = [];

    /// <summary>Parts that went on with less than everything, as the arbiter said.</summary>
    public HashSet<int> Reduced { get; } = [];

    /// <summary>Whether something happened after which a part may have to go on with less: a lost disk, a long absence.</summary>
    public bool HasCause { get; set; }

    /// <summary>Whether a scheduler lost its disk or found it damaged: what it alone had, nobody can hand over.</summary>
    public bool HasLostDisk { get; set; }

    /// <summary>When each command was sent.</summary>
    public Dictionary<int, long> Submitted { get; } = [];

    /// <summary>
    /// When a host last began anew without its state: since nobody served the part that had it, or since an arbiter was elected that did not know where the host was. What it had is not
    /// known from then on.
    /// </summary>
    public long BeganAnew { get; private set; }

    /// <summary>Configurations that an arbiter began to run after its first.</summary>
    public int Reloads { get; set; }

    /// <summary>Parts that were raised to later rules, by the orders that were obeyed.</summary>
    public int Raised { get; set; }

    /// <summary>How often a scheduler left the files of a part alone, since it does not know their rules.</summary>
    public int LeftAlone { get; set; }

    /// <summary>How often an arbiter was elected while the other one led and did not know.</summary>
    public int BothLead { get; set; }

    /// <summary>Orders of arbiters whose term had passed.</summary>
    public int RefusedOrders { get; set; }

    /// <summary>Commits that moved production, in that order.</summary>
    public List<string> Published { get; } = [];

    /// <summary>What the module of a broker has.</summary>
    public EventSink SinkOf(string broker)
    {
        if (!_sinks.TryGetValue(broker, out var sink))
        {
            _sinks.Add(broker, sink = new EventSink());
        }

        return sink;
    }

    /// <summary>An arbiter gives orders that let the host that moves begin anew.</summary>
    /// <param name="why">Why.</param>
    /// <param name="part">The part that will have it when it runs the generation; 0: the part has it already.</param>
    /// <param name="generation">The generation.</param>
    public void BeginAnew(string why, int part, long generation)
    {
        world.Tell($"{SimulatedConfiguration.Mover} begins anew: {why}");
        BeganAnew = world.Now;
        _beginsAnew = (part, generation);
    }

    /// <summary>The part where the host that moves is, or is to be, by the configuration that an arbiter ran last; 0: none did.</summary>
    public int MoverPart { get; set; }

    /// <summary>The part where the state of the host that moves was given up last, since nobody served it; 0: it never was.</summary>
    public int LeftBehind { get; set; }

    /// <summary>How many commands that an owner before had left were looked at again, since later ones came in between.</summary>
    public int Overtaken { get; set; }

    /// <summary>How often a scheduler began to own a part.</summary>
    public int Takeovers { get; set; }

    /// <summary>The number at the end of a command.</summary>
    public static int Number(string line) => int.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);

    public void Violate(string text)
    {
        if (Violations.Count < MostShown)
        {
            world.Tell($"VIOLATION {text}");
        }

        Violations.Add(text);
    }

    /// <summary>A node took something under an epoch.</summary>
    public void Accept(string node, int part, ulong epoch, string what)
    {
        var highest = _highest.GetValueOrDefault((node, part));
        if (epoch < highest)
        {
            Violate($"I5: {node} accepted {what} of part {part} under {Epoch.FromPacked(epoch)} after {Epoch.FromPacked(highest)}");
        }

        _highest[(node, part)] = Math.Max(highest, epoch);
    }

    /// <summary>A part runs a configuration, durably.</summary>
    public void Activate(int part, ulong epoch, long generation)
    {
        if (generation < _generations.GetValueOrDefault((part, epoch)))
        {
            Violate($"I6: part {part} went back to generation {generation} after {_generations[(part, epoch)]}");
        }

        _generations[(part, epoch)] = Math.Max(generation, _generations.GetValueOrDefault((part, epoch)));
        if (part == _beginsAnew.Part && generation >= _beginsAnew.Generation)
        {
            BeganAnew = world.Now;
            _beginsAnew = default;
        }
    }

    /// <summary>An arbiter runs a commit.</summary>
    public void Accept(string commit) => _acceptedCommits.Add(commit);

    /// <summary>Production moves to a commit.</summary>
    public void Publish(string commit)
    {
        if (!_acceptedCommits.Contains(commit))
        {
            Violate($"edition: production moved to {commit}, which no arbiter accepted");
        }

        Published.Add(commit);
    }

    /// <summary>A node obeyed an arbiter.</summary>
    public void Obey(string node, string arbiter, uint term)
    {
        if (term < _highestTerm.GetValueOrDefault(node))
        {
            Violate($"I5: {node} obeyed {arbiter} in term {term} after term {_highestTerm[node]}");
        }

        _highestTerm[node] = Math.Max(term, _highestTerm.GetValueOrDefault(node));
        if (_leaders.TryAdd(term, arbiter))
        {
            Terms++;
        }
        else if (_leaders[term] != arbiter)
        {
            Violate($"I5: {arbiter} gave orders in term {term} of {_leaders[term]}");
        }
    }

    /// <summary>Terms in which orders were obeyed.</summary>
    public int Terms { get; private set; }

    /// <summary>A worker asked for jobs. At the first call of a run, what an earlier one had is free again.</summary>
    public void Ask(string scheduler, int life, WorkRequest request)
    {
        if (_known.Add((scheduler, life, request.Worker, request.Run)))
        {
            _runs[(scheduler, life, request.Worker)] = request.Run;
        }
    }

    /// <summary>A scheduler handed a job out. Until it has the result or the lease ends, nobody else may get it.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="life">Which of its lives.</param>
    /// <param name="request">Who asked.</param>
    /// <param name="work">What it got.</param>
    /// <param name="semantics">Rules of the part: under the first ones a host that comes back goes on with the numbers of the checks that were given up when it left.</param>
    public void Lease(string scheduler, int life, WorkRequest request, LeasedWork work, uint semantics)
    {
        if (_runs[(scheduler, life, request.Worker)] != request.Run)
        {
            Violate($"I1: {scheduler} gave job {work.Item.Id:x} to {request.Run} of {request.Worker}, which is over");
        }

        var key = (scheduler, life, work.Item.Part.Value, work.Item.Epoch.Packed, work.Item.Id);
        if (semantics >= SemanticsVersions.NumbersGoOn && _leases.TryGetValue(key, out var known) && world.Now < known.End && _runs[(scheduler, life, known.Worker)] == known.Run)
        {
            Violate($"I1: {scheduler} gave job {work.Item.Id:x} to {request.Worker} while {known.Worker} has it");
        }

        _leases[key] = (request.Worker, request.Run, world.Now + work.LeaseMilliseconds);
    }

    /// <summary>A scheduler closed a part: if it opens it again, under an order that came late, it begins to lease as after a restart.</summary>
    public void Close(string scheduler, int part)
    {
        foreach (var key in _leases.Keys.Where(key => key.Node == scheduler && key.Part == part).ToList())
        {
            _leases.Remove(key);
        }
    }

    /// <summary>
    /// Whether the command of an action may fail to start once more: schedulers give an action up that cannot be started again and again, and say so (seed 6708). One that is told twice, since the
    /// answer was lost, counts twice.
    /// </summary>
    public bool MayFailToStart(ulong action) => (_failedStarts[action] = _failedStarts.GetValueOrDefault(action) + 1) < JobLeases.MostFailedStarts / 2;

    /// <summary>A worker could not start the command of a job that it has, and so gives it back.</summary>
    public void GiveBack(string scheduler, int life, string worker, PartStamp stamp, ulong job)
    {
        var key = (scheduler, life, stamp.Part, stamp.Epoch, job);
        if (_leases.TryGetValue(key, out var known) && known.Worker == worker)
        {
            _leases.Remove(key);
        }
    }

    /// <summary>A node lost its disk, and with it every epoch that it has seen.</summary>
    public void Forget(string node)
    {
        foreach (var key in _highest.Keys.Where(key => key.Node == node).ToList())
        {
            _highest.Remove(key);
        }

        _highestTerm.Remove(node);
    }

    public void Note(OwnershipNotice notice)
    {
        world.Tell($"arbiter: part {notice.Part} {notice.Kind} {notice.Scheduler}");
        if (notice.Kind == OwnershipNoticeKind.WaitsForOwner)
        {
            return;
        }

        Reduced.Add(notice.Part.Value);
        if (!HasCause)
        {
            Violate($"part {notice.Part} goes on with less ({notice.Kind}) and nothing happened that would need it");
        }
    }
}
