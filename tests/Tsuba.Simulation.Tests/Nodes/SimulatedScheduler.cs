using System.Diagnostics.Metrics;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Engine;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler;
using Tsuba.Scheduler.Configuration;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Leaving;
using Tsuba.Scheduler.Parts;
using Tsuba.Scheduler.Work;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A scheduler that owns and follows parts as the arbiter says, on a disk that forgets what was not flushed.</summary>
internal partial class SimulatedScheduler(SimulatedSite site, string name) : SimulatedNode(site, name), IDrained, IDisposable
{
    private const string Directory = "/s";
    private const int MaintainEvery = 200;

    private readonly Meter _meter = new("simulation");
    private readonly SortedDictionary<int, PartRecord> _records = [];
    private readonly SortedDictionary<int, SimulatedPart> _owned = [];
    private readonly SortedDictionary<int, SimulatedCopy> _followed = [];
    private readonly HashSet<int> _refused = [];
    private readonly SortedDictionary<int, uint> _unknown = [];

    // Parts that are to go, and whose commands the disk did not take, with the versions of their rules.
    private readonly SortedDictionary<int, uint> _leaving = [];
    private PartServices _services = null!;
    private ResultIntake _intake = null!;
    private SpoolLog _leftLog = null!;
    private LeftStore _left = null!;
    private bool _isRestoring;

    /// <summary>What its program knows of rules; another one only while it is down.</summary>
    public SemanticsRange Program { get; set; } = site.Traits.HasUpgrades ? Upgrades.Before : SemanticsVersions.Known;

    public CommandOrigin Origin => new(DaemonRole.Scheduler, Name);

    /// <summary>The parts that are owned and open here.</summary>
    public IReadOnlyDictionary<int, SimulatedPart> Owned => _owned;

    /// <summary>What a power cut at this moment would leave of a part.</summary>
    public OpenedPart Reopen(int part)
    {
        var disk = Disk.Crash(World.Random);
        return PartOpening.Open(
            new PartFiles(disk, Directory, new PartId(part)),
            Epoch.FromPacked(_records[part].Epoch),
            new ConfigurationLoader(new ChunkStore(disk, Directory + "/chunks"), new LinkedParts()),
            new PartSettings());
    }

    /// <summary>Its disk is replaced by an empty one while it is down.</summary>
    public void LoseDisk()
    {
        World.Tell($"{Name} has lost its disk");
        ReplaceDisk();
        Record.HasLostDisk = true;
        Record.Forget(Name);
    }

    /// <summary>A bit of the journal of a part that it owns changes while it is down.</summary>
    public void RotDisk()
    {
        var paths = Site.Configuration.Running.Parts.Keys
            .Select(part => Files(part.Value))
            .Where(files => files.ReadRecord().Record is { Role: PartRole.Owner })
            .SelectMany(files => Disk.Paths.Where(path => path.StartsWith(files.Journal, StringComparison.Ordinal) && path.EndsWith(".seg", StringComparison.Ordinal)))
            .Where(path => Disk.Content(path).Length > 0)
            .ToList();
        if (paths.Count == 0)
        {
            return;
        }

        var path = paths[World.Random.Next(paths.Count)];
        var content = Disk.Content(path);
        content[World.Random.Next(content.Length)] ^= 4;
        Disk.Replace(path, content);
        Record.HasLostDisk = true;
        Say($"has a damaged {path}");
    }

    public void Say(string text) => World.Tell($"{Name} {text}");

    /// <summary>What owners wrote and stored.</summary>
    public WrittenFrames Frames => Record.Frames;

    /// <summary>A part has written a frame.</summary>
    public void Wrote(PartCore core, ulong frame)
    {
        Record.Times[(core.Part.Value, core.Epoch.Packed, frame)] = World.Now;
        if (!Program.Includes(core.Semantics))
        {
            Record.Violate($"rules: {Name} runs part {core.Part} under version {core.Semantics}, and its program knows {Program}");
        }
    }

    public int Chance(int least, int most) => World.Random.Next(least, most);

    /// <summary>Calls another scheduler.</summary>
    public void CallScheduler<TRequest, TReply>(
        string to, TRequest request, MessageParser<TReply> replies, Func<SimulatedScheduler, Action<TRequest, Action<TReply?>>> handler, Action<TReply?> done)
        where TRequest : class, IMessage<TRequest>, IDeepCloneable<TRequest>
        where TReply : class, IMessage<TReply>
    {
        var other = Site.Schedulers.Single(scheduler => scheduler.Name == to);
        Site.Network.Call(this, other, request, replies, handler(other), done);
    }

    public ConfigurationSnapshot Load(PartId part, ConfigurationManifest manifest) => _services.Configurations.Require(part, manifest);

    public IReadOnlyList<ByteString> Missing(ConfigurationManifest manifest) => _services.Chunks.Missing(manifest);

    public void Put(IEnumerable<StoredChunk> chunks) => _services.Chunks.Put(chunks);

    /// <summary>What a copy asks next; null: its disk does not take what came. Everything taken is durable before it is acknowledged.</summary>
    public virtual FollowRequest? Ask(PartCopy copy)
    {
        return !copy.Journal.Commit() ? null : Sized(copy.NextRequest(TimeSpan.FromMilliseconds(SimulatedCopy.Wait)));
    }

    /// <summary>When who gave inputs may be answered.</summary>
    public virtual bool MayAnswer(InputMessage message) => message.Done.IsCompleted;

    public void Dispose() => _meter.Dispose();

    /// <summary>The clocks that parts run on.</summary>
    protected virtual TimeProvider PartTime => Clock;

    /// <summary>What the scheduler remembers of a part.</summary>
    protected virtual PartRecord? Known(int part) => _records.GetValueOrDefault(part);

    /// <summary>Due work of all parts; anew after each start.</summary>
    protected virtual IReadOnlyList<LeasedWork> Take(LeaseDesk desk, WorkRequest request) => desk.Take(request);

    protected override void OnStart()
    {
        var clock = new MonotonicClock(Clock);
        var chunks = new ChunkStore(Disk, Directory + "/chunks");
        var counters = new SchedulerCounters(_meter);
        _services = new PartServices(
            Settings(), new LeaseDesk(clock), chunks, new ConfigurationLoader(chunks, new LinkedParts()), clock, PartTime, counters, NullLogger.Instance);
        _intake = new ResultIntake(_services.Desk, counters, clock);
        _leftLog = SpoolLog.Open(Disk, Directory + "/left", LeftStore.Options(Time.UtcMilliseconds));
        _left = new LeftStore(_leftLog);
        _isRestoring = true;
        After(Chance(10, 6_000), () =>
        {
            _isRestoring = false;
            foreach (var part in Site.Configuration.Running.Parts.Keys)
            {
                Restore(part);
            }

            Say("has read its state");
        });
        Maintain();
    }

    /// <summary>Ends in order: parts store their state, copies what they took.</summary>
    protected override void OnStop()
    {
        foreach (var part in _owned.Values)
        {
            part.Stop();
        }

        foreach (var copy in _followed.Values)
        {
            copy.Copy.Journal.Commit();
        }

        _leftLog.Commit();
    }

    protected override void OnCrash()
    {
        _refused.Clear();
        _unknown.Clear();
        _leaving.Clear();
        _owned.Clear();
        _followed.Clear();
        _records.Clear();
        _waiting.Clear();
    }

    private void Restore(PartId part)
    {
        var files = Files(part.Value);
        if (files.ReadRecord().Record is { } record)
        {
            _records[part.Value] = record;
            if (Written(() => Begin(files, record, PartRules.Restore(record), isRestart: true)) is { } fault)
            {
                Say($"cannot go on with part {part}: {fault.Refusal}");
            }
        }
    }

    private void Maintain()
    {
        _services.Desk.Expire();
        foreach (var part in _owned.Values.ToArray())
        {
            part.Maintain();
        }

        AnswerWaiting();
        After(MaintainEvery, Maintain);
    }

    private PartFiles Files(int part) => new(Disk, Directory, new PartId(part));
}
