using System.Globalization;
using System.Text;
using Tsuba.Engine.Macros;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Scenarios;

/// <summary>What a run has brought about so far, and whether that is what was expected.</summary>
internal sealed class ScenarioRecord
{
    private readonly Dictionary<ItemId, StatusChanged> _status = [];
    private readonly List<NotificationRaised> _notifications = [];
    private readonly List<DecisionMade> _decisions = [];
    private readonly List<CommandAnswered> _answers = [];

    internal List<string> Log { get; } = [];

    internal void Add(List<EngineEvent> events, long utcSeconds)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case LogLine line:
                    Log.Add(string.Create(CultureInfo.InvariantCulture, $"[{utcSeconds}] {line.Line}"));
                    break;
                case StatusChanged status:
                    _status[status.Item] = status;
                    break;
                case NotificationRaised raised:
                    _notifications.Add(raised);
                    break;
                case DecisionMade decision:
                    _decisions.Add(decision);
                    break;
                case CommandAnswered answer:
                    _answers.Add(answer);
                    break;
            }
        }
    }

    internal CommandAnswered[] TakeAnswers()
    {
        CommandAnswered[] answers = [.. _answers];
        _answers.Clear();
        return answers;
    }

    /// <summary>Why an expectation is not met, or null.</summary>
    internal string? Check(ScenarioStep step, ConfigurationSnapshot snapshot) => step switch
    {
        ExpectStateStep expected => CheckState(expected, snapshot),
        ExpectNotifyStep expected => Count(
            _notifications.Count(raised =>
                raised.Item == expected.Item.Id
                && raised.Contact == expected.Contact
                && string.Equals(raised.Type.ToString(), expected.Type, StringComparison.OrdinalIgnoreCase)),
            expected.Times,
            $"notification {expected.Type} of {expected.Item} to {expected.Contact}",
            _notifications.Where(raised => raised.Item == expected.Item.Id).Select(raised => $"{raised.Type} to {raised.Contact}")),
        ExpectLogStep expected => Count(
            Log.Count(line => line.Contains(expected.Text, StringComparison.Ordinal)),
            expected.Times,
            $"log line \"{expected.Text}\"",
            Log.TakeLast(5)),
        ExpectExplainStep expected => Count(
            Words(expected.Item).Count(words => words.Contains(expected.Text, StringComparison.OrdinalIgnoreCase)),
            expected.Times,
            $"reason \"{expected.Text}\" about {expected.Item}",
            Words(expected.Item).TakeLast(5)),
        _ => null,
    };

    private string? CheckState(ExpectStateStep expected, ConfigurationSnapshot snapshot)
    {
        if (!snapshot.Items.ContainsKey(expected.Item.Id))
        {
            return $"there is no {expected.Item.Kind.ToString().ToLowerInvariant()} '{expected.Item}'";
        }

        var actual = _status.GetValueOrDefault(expected.Item.Id) is { HasBeenChecked: true } status
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{StateNames.Of(expected.Item.Kind)[status.State]} {(status.StateType == StateType.Hard ? "HARD" : "SOFT")} {status.Attempt}/{status.MaxAttempts}")
            : "PENDING";
        return actual == expected.State ? null : $"{expected.Item} is {actual}, expected {expected.State}";
    }

    private IEnumerable<string> Words(ItemName item) =>
        _decisions.Where(decision => decision.Item == item.Id).Select(decision => $"{Spaced(decision.Reason.ToString())} {decision.Contact} {decision.Detail}".TrimEnd());

    // AlreadyAcknowledged becomes "already acknowledged".
    private static string Spaced(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(character));
        }

        return words.ToString();
    }

    private static string? Count(int count, ExpectedTimes times, string what, IEnumerable<string> seen)
    {
        var isMet = times switch { ExpectedTimes.Once => count == 1, ExpectedTimes.Never => count == 0, _ => count > 0 };
        var wanted = times switch { ExpectedTimes.Once => "one", ExpectedTimes.Never => "no", _ => "a" };
        return isMet
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"expected {wanted} {what}, seen {count}; there is: {string.Join(" | ", seen.DefaultIfEmpty("nothing"))}");
    }
}
