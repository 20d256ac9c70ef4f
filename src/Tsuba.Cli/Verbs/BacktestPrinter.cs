using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tsuba.Engine.Backtests;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Cli.Verbs;

/// <summary>A back-test for people and for programs.</summary>
internal static class BacktestPrinter
{
    private const int MostNames = 20;

    /// <summary>Differences as diff writes them (- as recorded, + as the candidate), then notifications by contact and hour where they differ.</summary>
    public static string Text(BacktestReport report, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Recorded from {LocalTime.Full(report.FromUtcMilliseconds, zone)} to {LocalTime.Full(report.ToUtcMilliseconds, zone)} ({zone.Id}), {report.Results} results\n");
        Append(text, "Only in the recording", report.OnlyRecorded);
        Append(text, "Only in the candidate", report.OnlyCandidate);
        Append(text, "Not there all along, so not compared", report.Passing);
        Append(text, "Moved to another part, and followed there", report.Moved);
        if (!report.Differs)
        {
            return text.Append("No difference.\n").ToString();
        }

        var when = LocalTime.Format(report.FromUtcMilliseconds, report.ToUtcMilliseconds, zone);
        if (!report.Differences.IsEmpty)
        {
            text.Append("\n- as it was, + as it would have been, = both the same again\n");
        }

        foreach (var difference in report.Differences)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Sign(difference.Side)} {when(difference.UtcMilliseconds)}  {difference.Item}  {Words(difference)}\n");
        }

        if (report.LeftOut > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"… and {report.LeftOut} more that are left out\n");
        }

        var hours = report.Hours.Where(hour => hour.Recorded != hour.Candidate).ToList();
        if (hours.Count > 0)
        {
            var columns = new TextColumns("Contact", "Hour", "Was", "Would be");
            foreach (var hour in hours)
            {
                columns.Add(hour.Contact, LocalTime.Full(hour.HourUtcMilliseconds, zone)[..16], hour.Recorded.ToString(CultureInfo.InvariantCulture), hour.Candidate.ToString(CultureInfo.InvariantCulture));
            }

            text.Append("\nNotifications by contact and hour, where their number differs\n").Append(columns);
        }

        text.Append(CultureInfo.InvariantCulture, $"\nNotifications: {report.Hours.Sum(hour => hour.Recorded)} as it was, {report.Hours.Sum(hour => hour.Candidate)} as it would have been.\n");
        return text.ToString();
    }

    /// <summary>One JSON object. Times are UTC, ISO 8601.</summary>
    public static string Json(BacktestReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ReadableJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("from", LocalTime.Iso(report.FromUtcMilliseconds));
            json.WriteString("to", LocalTime.Iso(report.ToUtcMilliseconds));
            json.WriteBoolean("complete", report.IsComplete);
            json.WriteBoolean("differs", report.Differs);
            json.WriteNumber("results", report.Results);
            json.WriteNumber("left_out", report.LeftOut);
            Write(json, "only_recorded", report.OnlyRecorded);
            Write(json, "only_candidate", report.OnlyCandidate);
            Write(json, "not_compared", report.Passing);
            Write(json, "moved", report.Moved);
            json.WriteStartArray("differences");
            foreach (var difference in report.Differences)
            {
                Write(json, difference);
            }

            json.WriteEndArray();
            json.WriteStartArray("notifications");
            foreach (var hour in report.Hours)
            {
                json.WriteStartObject();
                json.WriteString("contact", hour.Contact);
                json.WriteString("hour", LocalTime.Iso(hour.HourUtcMilliseconds));
                json.WriteNumber("recorded", hour.Recorded);
                json.WriteNumber("candidate", hour.Candidate);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static char Sign(BacktestSide side) => side switch
    {
        BacktestSide.Recorded => '-',
        BacktestSide.Candidate => '+',
        _ => '=',
    };

    private static string Words(BacktestDifference difference) => difference switch
    {
        StateDifference state => state.State,
        NotificationDifference told => $"{told.Type} to {told.Contact} ({told.State})",
        _ => "",
    };

    private static void Append(StringBuilder text, string title, ImmutableArray<ItemName> items)
    {
        if (!items.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}: {string.Join(", ", items.Take(MostNames))}");
            text.Append(items.Length > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {items.Length - MostNames} more\n") : "\n");
        }
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<ItemName> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item.ToString());
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BacktestDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("time", LocalTime.Iso(difference.UtcMilliseconds));
        json.WriteString("side", difference.Side.ToString().ToLowerInvariant());
        json.WriteString("item", difference.Item.ToString());
        switch (difference)
        {
            case StateDifference state:
                json.WriteString("kind", "state");
                json.WriteString("state", state.State);
                break;
            case NotificationDifference told:
                json.WriteString("kind", "notification");
                json.WriteString("contact", told.Contact);
                json.WriteString("notification", told.Type);
                json.WriteString("state", told.State);
                break;
        }

        json.WriteEndObject();
    }
}
