using Tsuba.Engine.Comments;
using Tsuba.Engine.Macros;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>What macros see of one item: its row at the moment of reading.</summary>
internal sealed class MacroRow(Brain brain) : IMacroItem
{
    private readonly Part _part = brain.Part;

    /// <summary>Dense index of the item.</summary>
    public required int Index { get; set; }

    /// <inheritdoc />
    public Item Definition => _part.Items[Index];

    /// <inheritdoc />
    public bool HasBeenChecked => Row.Has(ItemFlags.Checked) || !_part.Switches.PendingIsAState;

    /// <inheritdoc />
    public byte State => Row.State;

    /// <inheritdoc />
    public byte LastState => Row.LastState;

    /// <inheritdoc />
    public StateType StateType => Row.StateType;

    /// <inheritdoc />
    public int Attempt => Row.Attempt;

    /// <inheritdoc />
    public int MaxAttempts => brain.Planner.MaxAttempts(Index);

    /// <inheritdoc />
    public ulong EventId => Row.EventId;

    /// <inheritdoc />
    public ulong LastEventId => Row.LastEventId;

    /// <inheritdoc />
    public ulong ProblemId => Row.ProblemId;

    /// <inheritdoc />
    public ulong LastProblemId => Row.LastProblemId;

    /// <inheritdoc />
    public double LatencySeconds => Row.LatencySeconds;

    /// <inheritdoc />
    public double ExecutionSeconds => Row.ExecutionSeconds;

    /// <inheritdoc />
    public double PercentStateChange => Row.PercentStateChange;

    /// <inheritdoc />
    public int DowntimeDepth => Row.DowntimeDepth;

    /// <inheritdoc />
    public long LastCheck => Row.LastCheckUtc;

    /// <inheritdoc />
    public long LastStateChange => Row.LastStateChangeUtc;

    /// <inheritdoc />
    public long LastTimeOk => Row.LastTimeOkUtc;

    /// <inheritdoc />
    public long LastTimeWarning => Row.LastTimeWarningUtc;

    /// <inheritdoc />
    public long LastTimeCritical => Row.LastTimeCriticalUtc;

    /// <inheritdoc />
    public long LastTimeUnknown => Row.LastTimeUnknownUtc;

    /// <inheritdoc />
    public string Output => Row.Output;

    /// <inheritdoc />
    public string LongOutput => Row.LongOutput;

    /// <inheritdoc />
    public string Perfdata => Row.Perfdata;

    /// <inheritdoc />
    public string LastPerfdata => Row.LastPerfdata;

    /// <inheritdoc />
    public CommandCall? CheckCommand => brain.Planner.Command(Index);

    /// <inheritdoc />
    public string AcknowledgementAuthor => AcknowledgementBy()?.Author ?? "";

    /// <inheritdoc />
    public string AcknowledgementComment => AcknowledgementBy()?.Text ?? "";

    /// <inheritdoc />
    public int NotificationNumber => Row.NotificationNumber;

    /// <inheritdoc />
    public int BusinessImpact => _part.BusinessImpact(Index);

    private ref readonly ItemRow Row => ref _part.Rows[Index];

    /// <inheritdoc />
    public string? FindChangedVariable(string name) =>
        _part.Overrides.TryGetValue(Definition.Id, out var overrides) ? overrides.Variables.GetValueOrDefault(name) : null;

    private Comment? AcknowledgementBy()
    {
        if (Row.Acknowledgement == 0)
        {
            return null;
        }

        var id = Definition.Id;
        return _part.Comments.Values.LastOrDefault(comment => comment.Item == id && comment.Kind == CommentKind.Acknowledgement);
    }
}
