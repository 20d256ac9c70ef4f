using System.Buffers;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Backtests;

/// <summary>The two engines of one part: as it was recorded, and under the candidate.</summary>
internal sealed class BacktestPart
{
    private const string Worker = "backtest";

    private readonly BacktestRecord _record;
    private readonly EngineOutputs _outputs = new();

    public BacktestPart(SchedulerEngine recorded, ConfigurationSnapshot candidate, BacktestRecord record, Func<BacktestPart, CheckDue, PluginAnswer?> answer)
    {
        _record = record;
        Recorded = recorded;
        Proposed = candidate;
        Answers = new LastAnswers(recorded);
        FromUtcMilliseconds = recorded.LastTurn.UtcMilliseconds;
        Candidate = new VirtualEngine(
            Copy(recorded), recorded.LastTurn, Worker, check => answer(this, check), outputs => record.Add(BacktestSide.Candidate, outputs.Events, static _ => true))
        {
            Withholds = action => Recorded.Brain.Part.Actions.ContainsKey(action.Id),
        };
    }

    /// <summary>As the recording has it.</summary>
    public SchedulerEngine Recorded { get; }

    /// <summary>Under the candidate.</summary>
    public VirtualEngine Candidate { get; }

    /// <summary>The candidate for this part.</summary>
    public ConfigurationSnapshot Proposed { get; }

    /// <summary>What plugins said last.</summary>
    public LastAnswers Answers { get; }

    /// <summary>Time of the last turn before the first one that both run.</summary>
    public long FromUtcMilliseconds { get; }

    /// <summary>Whether its recording is over: nothing more is known of when it was due.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether the engine of the candidate got past every moment.</summary>
    public bool IsComplete { get; private set; } = true;

    private Part Tables => Recorded.Brain.Part;

    /// <summary>Tells the state of both before the candidate takes effect, then lets it.</summary>
    public void Begin()
    {
        var outputs = new EngineOutputs();
        Recorded.DescribeAll(outputs);
        _record.Add(BacktestSide.Recorded, outputs.Events, Has);
        outputs.Clear();
        Candidate.Engine.DescribeAll(outputs);
        _record.Add(BacktestSide.Candidate, outputs.Events, Has);
        Candidate.Apply(new ConfigurationActivated(Proposed));
    }

    /// <summary>Whether the recorded part has an item with its state, and does not only wait for it.</summary>
    public bool Has(ItemId item) => Tables.Find(item) is var index and >= 0 && !Tables.Rows[index].Has(ItemFlags.Awaited);

    /// <summary>Whether the recorded part waits for the state of an item.</summary>
    public bool Awaits(ItemId item) => Tables.Find(item) is var index and >= 0 && Tables.Rows[index].Has(ItemFlags.Awaited);

    /// <summary>The occurrence of the check that is under way for an item of the recording; null: none is.</summary>
    public ulong? UnderWay(ItemId item, bool maintenance) => UnderWay(Tables, item, maintenance);

    /// <summary>The same under the candidate.</summary>
    public ulong? UnderWayThere(ItemId item, bool maintenance) => UnderWay(Candidate.Engine.Brain.Part, item, maintenance);

    /// <summary>Whether the recorded part was to check an item by then.</summary>
    public bool IsDue(ItemId item, long utcMilliseconds) =>
        Tables.Find(item) is var index and >= 0 && Tables.Rows[index].NextCheckLogical <= ToLogical(Recorded.LastTurn.UtcMilliseconds, Recorded.LastTurn.LogicalMilliseconds, utcMilliseconds);

    /// <summary>What the candidate is due to do before the recorded engine was due, at its times; then the recorded turn on both sides, without inputs.</summary>
    public void Turn(RecordedTurn turn)
    {
        var due = Recorded.NextTimerLogicalMilliseconds ?? long.MaxValue;
        RunAhead(Math.Min(due, turn.Time.LogicalMilliseconds) - 1);
        Recorded.Advance(turn.Time, _outputs);
        Collect();

        // A wall clock that was put back lets turns of other parts come before: the logical clock of the candidate does not go back.
        Candidate.TurnAt(turn.Time.LogicalMilliseconds < Candidate.Now.LogicalMilliseconds ? Candidate.Now : turn.Time);
    }

    /// <summary>Brings the candidate to a moment of another part, but not past what its own recording is due to do.</summary>
    public void CatchUp(long utcMilliseconds)
    {
        var now = Candidate.Now;
        var moment = ToLogical(now.UtcMilliseconds, now.LogicalMilliseconds, utcMilliseconds);
        RunAhead(IsEnded ? moment : Math.Min(moment, (Recorded.NextTimerLogicalMilliseconds ?? long.MaxValue) - 1), isLast: true);
    }

    /// <summary>An input of the recording; null stands for a restart.</summary>
    public void ApplyRecorded(EngineInput? input, RecordedTurn turn)
    {
        if (input is null)
        {
            Recorded.Resume(turn.Time, _outputs);
        }
        else
        {
            Recorded.Apply(input, turn.Time, _outputs);
        }

        Collect();
    }

    private void RunAhead(long logicalMilliseconds, bool isLast = false)
    {
        while (Candidate.Engine.NextTimerLogicalMilliseconds is { } due && due <= logicalMilliseconds)
        {
            if (!Candidate.AdvanceTo(Math.Max(due, Candidate.Now.LogicalMilliseconds)))
            {
                IsComplete = false;
                break;
            }

            _record.Settle(Candidate.Now.UtcMilliseconds);
        }

        if (isLast && logicalMilliseconds > Candidate.Now.LogicalMilliseconds)
        {
            Candidate.AdvanceTo(logicalMilliseconds);
        }
    }

    private void Collect()
    {
        _record.Add(BacktestSide.Recorded, _outputs.Events, item => !Awaits(item));
        _outputs.Clear();
    }

    private static long ToLogical(long utcNow, long logicalNow, long utcMilliseconds) => logicalNow + (utcMilliseconds - utcNow);

    private static ulong? UnderWay(Part part, ItemId item, bool maintenance)
    {
        var index = part.Find(item);
        if (index < 0)
        {
            return null;
        }

        return maintenance
            ? part.MaintenanceChecks.TryGetValue(item, out var state) && state.IsOnItsWay ? state.Occurrence | MaintenanceChecks.Mark : null
            : part.Rows[index].Has(ItemFlags.InFlight) ? part.Rows[index].Occurrence : null;
    }

    private static SchedulerEngine Copy(SchedulerEngine engine)
    {
        var state = new ArrayBufferWriter<byte>();
        engine.WriteState(state);
        return SchedulerEngine.ReadState(engine.Options, engine.Snapshot!, state.WrittenSpan);
    }
}
