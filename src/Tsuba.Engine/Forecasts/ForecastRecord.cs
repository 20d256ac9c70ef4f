using System.Collections.Immutable;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Forecasts;

/// <summary>Writes down what a run brings about, as far as it differs from what was before. Bounded.</summary>
internal sealed class ForecastRecord(ConfigurationSnapshot snapshot, int maxEntries)
{
    // These say again what the entries for states and notifications say.
    private static readonly string[] _told = ["HOST ALERT:", "SERVICE ALERT:", "HOST NOTIFICATION:", "SERVICE NOTIFICATION:", "EXTERNAL COMMAND:", "PASSIVE ", "CURRENT ", "INITIAL "];

    private readonly Dictionary<ItemId, StatusChanged> _status = [];
    private readonly List<ForecastEntry> _entries = [];

    /// <summary>Whether entries are kept; states are followed all the time.</summary>
    public bool IsOn { get; set; }

    public long LeftOut { get; private set; }

    public ImmutableArray<ForecastEntry> Entries => [.. _entries];

    /// <summary>Answers to commands since the last look.</summary>
    public List<CommandAnswered> Answers { get; } = [];

    public ImmutableArray<(ItemName Item, string State)> Problems =>
    [
        .. _status.Values
            .Where(status => status is { HasBeenChecked: true, State: not 0 })
            .Select(status => (NameOf(status.Item), StateOf(status.Item, status.State)))
            .OrderBy(problem => problem.Item1.ToString(), StringComparer.Ordinal),
    ];

    public bool IsCheckedActively(ItemId item) => _status.GetValueOrDefault(item) is not { ChecksEnabled: false };

    public void Add(List<EngineEvent> events, long utcMilliseconds)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case StatusChanged status:
                    Add(status, utcMilliseconds);
                    break;
                case NotificationRaised raised:
                    Add(new ForecastNotification(
                        utcMilliseconds,
                        NameOf(raised.Item),
                        Names.Of(raised.Type),
                        StateOf(raised.Item, raised.State),
                        raised.Contact,
                        raised.Command,
                        raised.Number,
                        raised.Escalated));
                    break;
                case CommandAnswered answered:
                    Answers.Add(answered);
                    break;
                case LogLine line when !_told.Any(told => line.Line.StartsWith(told, StringComparison.Ordinal)):
                    Add(new ForecastLine(utcMilliseconds, line.Line));
                    break;
            }
        }
    }

    private void Add(StatusChanged status, long utcMilliseconds)
    {
        var before = _status.GetValueOrDefault(status.Item);
        _status[status.Item] = status;
        if (before is not null && !Differs(before, status))
        {
            return;
        }

        Add(new ForecastState(
            utcMilliseconds,
            NameOf(status.Item),
            status.HasBeenChecked ? StateOf(status.Item, status.State) : "PENDING",
            status.StateType,
            status.Attempt,
            status.MaxAttempts,
            status.Output,
            status.IsProblem,
            [.. status.SourceProblems.Select(NameOf)]));
    }

    // An attempt tells something only while the state is soft.
    private static bool Differs(StatusChanged before, StatusChanged now) =>
        before.HasBeenChecked != now.HasBeenChecked
        || before.State != now.State
        || before.StateType != now.StateType
        || (now.StateType == StateType.Soft && before.Attempt != now.Attempt)
        || before.IsProblem != now.IsProblem
        || !before.SourceProblems.SequenceEqual(now.SourceProblems);

    private void Add(ForecastEntry entry)
    {
        if (!IsOn)
        {
            return;
        }

        if (_entries.Count < maxEntries)
        {
            _entries.Add(entry);
        }
        else
        {
            LeftOut++;
        }
    }

    private ItemName NameOf(ItemId item) => snapshot.Items.GetValueOrDefault(item)?.Name ?? new ItemName(item.ToString(), null);

    private string StateOf(ItemId item, byte state) => Names.Of(NameOf(item).Kind == ItemKind.Host, state);
}
