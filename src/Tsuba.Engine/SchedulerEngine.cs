using System.Buffers;
using System.Diagnostics;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Storage;
using Tsuba.Engine.Totals;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine;

/// <summary>
/// The scheduler's brain for one part: a deterministic function from timed inputs to outputs. One owner, one thread; no clock,
/// no I/O, no chance. Equal inputs at equal times give equal outputs and equal <see cref="StateHash"/>.
/// </summary>
public sealed class SchedulerEngine
{
    private readonly Brain _brain;

    /// <summary>An engine without configuration; the first input is <see cref="ConfigurationActivated"/>.</summary>
    public SchedulerEngine(EngineOptions options)
    {
        Options = options;
        _brain = new Brain(options);
    }

    /// <summary>What it was told at its birth.</summary>
    public EngineOptions Options { get; }

    /// <summary>The active configuration; null before the first.</summary>
    public ConfigurationSnapshot? Snapshot => _brain.Part.Snapshot;

    /// <summary>
    /// State of hosts that the last configuration sent to another part, by host, in ordinal order; empty again after
    /// <see cref="DeparturesReleased"/>. Part of the state.
    /// </summary>
    public IEnumerable<KeyValuePair<string, byte[]>> Departures => _brain.Part.Departures;

    /// <summary>Number of items whose state is on its way from another part.</summary>
    public int AwaitedItems => _brain.Part.Rows.Count(row => row.Has(ItemFlags.Awaited));

    /// <summary>Hosts whose state is here, and not on its way from another part.</summary>
    public IEnumerable<string> PresentHosts => Enumerable.Range(0, _brain.Part.HostCount)
        .Where(index => !_brain.Part.Rows[index].Has(ItemFlags.Awaited))
        .Select(index => _brain.Part.Items[index].Name.Host);

    /// <summary>Version of the rules that it runs under; part of the state, raised by <see cref="SemanticsRaised"/>.</summary>
    public uint Semantics => _brain.Part.Semantics;

    /// <summary>
    /// The highest number that each source gave of commands about a host; with an empty name of those about none. Null: the host is not here, or on its way from
    /// another part.
    /// </summary>
    public IReadOnlyDictionary<string, ulong>? CommandMarksOf(string host) => _brain.Commands.MarksOf(host);

    /// <summary>Results refused because their occurrence was not on its way; part of the state.</summary>
    public ulong DuplicateResults => _brain.Part.DuplicateResults;

    /// <summary>Actions left out because too many wait for their receipts; part of the state.</summary>
    public ulong LeftOutActions => _brain.Part.LeftOutActions;

    /// <summary>Totals of the site and values of other parts, as they came last; null: none came yet. Part of the state.</summary>
    public SiteTotals? Totals => _brain.Part.Totals;

    /// <summary>Logical time at which the next timer is due; null: none. <see cref="Advance"/> at or after it fires it.</summary>
    public long? NextTimerLogicalMilliseconds => _brain.Clock.Next;

    /// <summary>Logical clock of the last turn; no turn may be earlier.</summary>
    public EngineTime LastTurn => _brain.Part.Now;

    internal Brain Brain => _brain;

    /// <summary>Fires every timer that is due at <paramref name="now"/>, in the order (due, item, kind).</summary>
    public void Advance(EngineTime now, EngineOutputs outputs)
    {
        _brain.Part.Begin(now, outputs);
        _brain.WallClock.Look();
        _brain.Clock.Run();
        _brain.Part.Flush(_brain.Describer);
    }

    /// <summary>First <see cref="Advance"/>, then the effect of the input, then whatever became due by it at the same time.</summary>
    public void Apply(EngineInput input, EngineTime now, EngineOutputs outputs)
    {
        _brain.Part.Begin(now, outputs);
        _brain.WallClock.Look();
        _brain.Clock.Run();
        switch (input)
        {
            case CheckResult result:
                _brain.Results.Take(result);
                break;
            case CommandReceived command:
                _brain.Commands.Take(command);
                break;
            case ActionFinished finished:
                _brain.Sender.Finish(finished);
                break;
            case ConfigurationActivated activated:
                _brain.Activation.Activate(activated);
                break;
            case HostsArrived arrived when arrived.Generation == Snapshot?.Generation:
                _brain.Arrivals.Take(arrived.State.Span);
                break;
            case ArrivalsEnded ended when ended.Generation == Snapshot?.Generation:
                _brain.Arrivals.End(ended.Hosts.ToHashSet(StringComparer.Ordinal));
                break;
            case DeparturesReleased released when released.Generation == Snapshot?.Generation:
                _brain.Departures.Release();
                break;
            case HostsArrived or ArrivalsEnded or DeparturesReleased:
                // A message that was under way for long: it belongs to a move that is over.
                break;
            case SiteTotals totals:
                _brain.Part.Totals = totals;
                break;
            case SemanticsRaised raised:
                ArgumentOutOfRangeException.ThrowIfGreaterThan(raised.Version, SemanticsVersions.Known.Newest);
                _brain.Part.Raise(raised.Version);
                break;
            default:
                throw new UnreachableException($"Unknown input {input.GetType()}.");
        }

        _brain.Clock.Run();
        _brain.Part.Flush(_brain.Describer);
    }

    /// <summary>After a restart or takeover: everything that is due but not done comes out again, under its old ids.</summary>
    public void Resume(EngineTime now, EngineOutputs outputs)
    {
        _brain.Part.Begin(now, outputs);
        _brain.WallClock.Look();
        _brain.Launcher.Resume();
        _brain.MaintenanceChecks.Resume();
        foreach (var action in _brain.Part.Actions.Values)
        {
            outputs.Actions.Add(action.Due);
        }

        _brain.Clock.Run();
        _brain.Part.Flush(_brain.Describer);
    }

    /// <summary>The whole state as events, for a reader that has none or too old ones.</summary>
    public void DescribeAll(EngineOutputs outputs)
    {
        var part = _brain.Part;
        outputs.Events.Add(part.Program.Describe(part.Snapshot?.Generation ?? 0));
        for (var index = 0; index < part.Rows.Length; index++)
        {
            outputs.Events.Add(_brain.Describer.Describe(index));
        }

        foreach (var contact in part.Contacts.Values)
        {
            outputs.Events.Add(contact.Describe());
        }

        foreach (var comment in part.Comments.Values)
        {
            outputs.Events.Add(new CommentAdded { Comment = comment });
        }

        foreach (var downtime in part.Downtimes.Values)
        {
            outputs.Events.Add(new DowntimeChanged { Downtime = downtime });
        }
    }

    /// <summary>
    /// Why an item is in its state, and what a notification about it would meet. Leaves the state as it was.
    /// </summary>
    /// <param name="question">What is asked.</param>
    /// <param name="now">Moment for which it is asked; not before the last turn.</param>
    /// <returns>Null: there is no such item in this part, or the asker may not see it.</returns>
    public Explanation? Explain(ExplainQuestion question, EngineTime now)
    {
        var last = _brain.Part.Now;
        _brain.Part.RestoreTime(now);
        try
        {
            return Explainer.Explain(_brain, question);
        }
        finally
        {
            _brain.Part.RestoreTime(last);
        }
    }

    /// <summary>What the part gives to the macros of other parts, and what its own ask of them; null: it has no configuration yet. Leaves the state as it was.</summary>
    /// <param name="questions">On-demand macros (<c>HOSTSTATE:router</c>) that other parts ask for.</param>
    /// <param name="counts">Whether its counts are asked for.</param>
    public PartShare? Share(IReadOnlyCollection<string> questions, bool counts) => _brain.Sharing.Share(questions, counts);

    /// <summary>Writes the state, without the configuration.</summary>
    public void WriteState(IBufferWriter<byte> writer)
    {
        using var state = new StateWriter(writer);
        StateCodec.Write(_brain.Part, state);
        state.Finish();
    }

    /// <summary>An engine as <see cref="WriteState"/> left it. The snapshot is the one that was active then.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state, or one of another version or configuration.</exception>
    public static SchedulerEngine ReadState(EngineOptions options, ConfigurationSnapshot snapshot, ReadOnlySpan<byte> state)
    {
        var engine = new SchedulerEngine(options);
        var reader = new StateReader(state);
        engine._brain.Activation.Link(snapshot);
        StateCodec.Read(engine._brain.Part, ref reader);
        engine._brain.Roots.Relink();
        engine._brain.Activation.Contacts(snapshot);
        engine._brain.Activation.JoinOverrides();
        engine._brain.Activation.Rewatch();
        return engine;
    }

    /// <summary>A hash of everything that <see cref="WriteState"/> writes.</summary>
    public ulong StateHash()
    {
        using var state = new StateWriter(null);
        StateCodec.Write(_brain.Part, state);
        return state.Finish();
    }
}
