using Tsuba.Engine.Macros;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Tests.Macros;

/// <summary>Run-time state of an item, set by hand.</summary>
internal sealed class FakeMacroItem(Item definition) : IMacroItem
{
    public Item Definition => definition;

    public bool HasBeenChecked { get; set; } = true;

    public byte State { get; set; }

    public byte LastState { get; set; }

    public StateType StateType { get; set; } = StateType.Hard;

    public int Attempt { get; set; } = 1;

    public int MaxAttempts => definition.Check.MaxAttempts;

    public ulong EventId { get; set; }

    public ulong LastEventId { get; set; }

    public ulong ProblemId { get; set; }

    public ulong LastProblemId { get; set; }

    public double LatencySeconds { get; set; }

    public double ExecutionSeconds { get; set; }

    public double PercentStateChange { get; set; }

    public int DowntimeDepth { get; set; }

    public long LastCheck { get; set; }

    public long LastStateChange { get; set; }

    public long LastTimeOk { get; set; }

    public long LastTimeWarning { get; set; }

    public long LastTimeCritical { get; set; }

    public long LastTimeUnknown { get; set; }

    public string Output { get; set; } = "";

    public string LongOutput { get; set; } = "";

    public string Perfdata { get; set; } = "";

    public string LastPerfdata { get; set; } = "";

    public CommandCall? CheckCommand => definition.CheckCommand;

    public string AcknowledgementAuthor { get; set; } = "";

    public string AcknowledgementComment { get; set; } = "";

    public int NotificationNumber { get; set; }

    public int BusinessImpact => definition.BusinessImpact;

    public Dictionary<string, string> Changed { get; } = [];

    public string? FindChangedVariable(string name) => Changed.GetValueOrDefault(name);
}
