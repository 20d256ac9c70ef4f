using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.States;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Cli.Verbs;

/// <summary>A forecast for people and for programs.</summary>
internal static class ForecastPrinter
{
    /// <summary>The timeline, then the notifications by contact, then what is not well in the end.</summary>
    public static string Text(ForecastReport report, long fromUtcMilliseconds, long untilUtcMilliseconds, IEnumerable<string> script, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"From {LocalTime.Full(fromUtcMilliseconds, zone)} to {LocalTime.Full(untilUtcMilliseconds, zone)} ({zone.Id}), if\n");
        foreach (var line in script.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').DefaultIfEmpty("nothing changes"))
        {
            text.Append("  ").Append(line).Append('\n');
        }

        text.Append('\n');
        var when = LocalTime.Format(fromUtcMilliseconds, untilUtcMilliseconds, zone);
        var columns = new TextColumns("Time", "What", "Happens", "");
        foreach (var entry in report.Entries)
        {
            var (what, happens, more) = Words(entry);
            columns.Add(when(entry.UtcMilliseconds), what, happens, more.Length == 0 ? " " : more);
        }

        text.Append(report.Entries.IsEmpty ? "Nothing happens.\n" : columns.ToString());
        if (report.LeftOut > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"… and {report.LeftOut} more that are left out\n");
        }

        AppendContacts(text, report, when);
        text.Append(report.Problems.IsEmpty ? "\nIn the end everything is well.\n" : "\nIn the end these are not well:\n");
        foreach (var (item, state) in report.Problems)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {item} {state}\n");
        }

        return text.ToString();
    }

    /// <summary>One JSON object. Times are UTC, ISO 8601.</summary>
    public static string Json(ForecastReport report, long fromUtcMilliseconds, long untilUtcMilliseconds)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ReadableJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("from", LocalTime.Iso(fromUtcMilliseconds));
            json.WriteString("until", LocalTime.Iso(untilUtcMilliseconds));
            json.WriteBoolean("complete", report.IsComplete);
            json.WriteNumber("left_out", report.LeftOut);
            json.WriteStartArray("timeline");
            foreach (var entry in report.Entries)
            {
                Write(json, entry);
            }

            json.WriteEndArray();
            json.WriteStartArray("problems");
            foreach (var (item, state) in report.Problems)
            {
                json.WriteStartObject();
                json.WriteString("item", item.ToString());
                json.WriteString("state", state);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("refused");
            foreach (var refusal in report.Refused)
            {
                json.WriteStringValue(refusal.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static (string What, string Happens, string More) Words(ForecastEntry entry) => entry switch
    {
        ForecastState state => (state.Item.ToString(), string.Create(CultureInfo.InvariantCulture, $"{state.State} {Names.Of(state.StateType)} {state.Attempt}/{state.MaxAttempts}"), Cause(state)),
        ForecastNotification told => (told.Item.ToString(), $"{told.Type} to {told.Contact}", string.Create(CultureInfo.InvariantCulture, $"{told.State}, number {told.Number}, by {told.Command}{(told.Escalated ? ", escalated" : "")}")),
        ForecastLine line => ("", "log", line.Text),
        _ => ("", "", ""),
    };

    private static string Cause(ForecastState state) =>
        state.RootCauses.IsEmpty ? state.IsRootProblem ? "root problem" : "" : $"because of {string.Join(", ", state.RootCauses.Take(5))}{(state.RootCauses.Length > 5 ? ", …" : "")}";

    private static void AppendContacts(StringBuilder text, ForecastReport report, Func<long, string> when)
    {
        var contacts = report.Entries.OfType<ForecastNotification>().GroupBy(told => told.Contact, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        text.Append(contacts.Count == 0 ? "\nNobody is notified.\n" : "\nNotifications by contact\n");
        foreach (var contact in contacts)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {contact.Key}: {contact.Count()}\n");
            foreach (var told in contact)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {when(told.UtcMilliseconds)}  {told.Type} {told.Item} {told.State}{(told.Escalated ? " (escalated)" : "")}\n");
            }
        }
    }

    private static void Write(Utf8JsonWriter json, ForecastEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("time", LocalTime.Iso(entry.UtcMilliseconds));
        switch (entry)
        {
            case ForecastState state:
                json.WriteString("kind", "state");
                json.WriteString("item", state.Item.ToString());
                json.WriteString("state", state.State);
                json.WriteString("type", Names.Of(state.StateType));
                json.WriteNumber("attempt", state.Attempt);
                json.WriteNumber("max_attempts", state.MaxAttempts);
                json.WriteString("output", state.Output);
                json.WriteBoolean("root_problem", state.IsRootProblem);
                json.WriteStartArray("root_causes");
                foreach (var cause in state.RootCauses)
                {
                    json.WriteStringValue(cause.ToString());
                }

                json.WriteEndArray();
                break;
            case ForecastNotification told:
                json.WriteString("kind", "notification");
                json.WriteString("item", told.Item.ToString());
                json.WriteString("notification", told.Type);
                json.WriteString("state", told.State);
                json.WriteString("contact", told.Contact);
                json.WriteString("command", told.Command);
                json.WriteNumber("number", told.Number);
                json.WriteBoolean("escalated", told.Escalated);
                break;
            case ForecastLine line:
                json.WriteString("kind", "log");
                json.WriteString("text", line.Text);
                break;
        }

        json.WriteEndObject();
    }
}
