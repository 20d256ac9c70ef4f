using System.Globalization;

namespace Tsuba.Differential.Tests.Observations;

/// <summary>The state of an item in words that are made from either program.</summary>
internal sealed record StatusText
{
    public required int State { get; init; }

    /// <summary>Counts for problems only: nagios4 calls a host that was softly DOWN softly UP until the next check.</summary>
    public required bool IsHard { get; init; }

    public required int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    public required int LastHardState { get; init; }

    public required bool IsChecked { get; init; }

    public required int Acknowledgement { get; init; }

    public required int DowntimeDepth { get; init; }

    public required bool IsFlapping { get; init; }

    /// <summary>Null where flap detection is off.</summary>
    public required double? PercentStateChange { get; init; }

    public required int NotificationNumber { get; init; }

    public required string Output { get; init; }

    /// <summary>Comments and downtimes, each in its own words.</summary>
    public required IEnumerable<string> Entries { get; init; }

    /// <summary>All of it.</summary>
    public override string ToString()
    {
        var entries = string.Concat(Entries.Order(StringComparer.Ordinal).Select(entry => " | " + entry));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"state {State} {(!IsChecked ? "pending" : State == 0 ? "fine" : IsHard ? "hard" : "soft")} {Attempt}/{MaxAttempts} last hard {LastHardState} ack {Acknowledgement} depth {DowntimeDepth} flapping {(IsFlapping ? "yes" : "no")} {PercentStateChange:0.00}% told {(State == 0 ? 0 : NotificationNumber)} \"{Output}\"{entries}");
    }

    /// <summary>A comment in words.</summary>
    public static string Comment(int kind, bool isPersistent, string author, string text) => kind switch
    {
        // Those that the programs write of themselves are worded freely.
        2 => "downtime comment",
        3 => "flapping comment",
        _ => $"comment {kind} {(isPersistent ? "kept" : "passing")} {author}: {text}",
    };

    /// <summary>A downtime in words; times are seconds from the start.</summary>
    public static string Downtime(long start, long end, bool isFixed, long duration, bool isTriggered, bool isActive, string author, string text) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"downtime {start}-{end} {(isTriggered ? "triggered" : isFixed ? "fixed" : $"flexible {duration}")}{(isActive ? " active" : "")} {author}: {text}");
}
