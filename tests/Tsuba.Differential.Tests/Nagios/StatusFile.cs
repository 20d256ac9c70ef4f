using System.Globalization;
using Tsuba.Differential.Tests.Observations;

namespace Tsuba.Differential.Tests.Nagios;

/// <summary>Reads the status file of nagios4.</summary>
internal static class StatusFile
{
    /// <summary>The states of all items.</summary>
    /// <param name="lines">Lines of the file.</param>
    /// <param name="at">Seconds from the start.</param>
    /// <param name="start">Epoch second of time 0.</param>
    public static IEnumerable<Observation> Read(IEnumerable<string> lines, long at, long start)
    {
        var blocks = Blocks(lines).ToList();
        var entries = blocks.ToLookup(block => Item(block.Values), block => Entry(block.Type, block.Values, start), StringComparer.Ordinal);
        foreach (var (type, values) in blocks.Where(block => block.Type is "hoststatus" or "servicestatus"))
        {
            var item = Item(values);
            var status = new StatusText
            {
                State = Number(values, "current_state"),
                IsHard = Number(values, "state_type") == 1,
                Attempt = Number(values, "current_attempt"),
                MaxAttempts = Number(values, "max_attempts"),
                LastHardState = Number(values, "last_hard_state"),
                IsChecked = Number(values, "has_been_checked") == 1,
                Acknowledgement = Number(values, "problem_has_been_acknowledged") * Number(values, "acknowledgement_type"),
                DowntimeDepth = Number(values, "scheduled_downtime_depth"),
                IsFlapping = Number(values, "is_flapping") == 1,
                PercentStateChange = Number(values, "flap_detection_enabled") == 1 ? double.Parse(values["percent_state_change"], CultureInfo.InvariantCulture) : null,
                NotificationNumber = Number(values, "current_notification_number"),
                Output = values["plugin_output"],
                Entries = entries[item].OfType<string>(),
            };
            yield return new Observation(at, item, ObservationStream.Status, status.ToString());
        }
    }

    private static IEnumerable<(string Type, Dictionary<string, string> Values)> Blocks(IEnumerable<string> lines)
    {
        Dictionary<string, string>? values = null;
        var type = "";
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.EndsWith(" {", StringComparison.Ordinal))
            {
                type = line[..^2];
                values = new Dictionary<string, string>(StringComparer.Ordinal);
            }
            else if (line == "}" && values is not null)
            {
                yield return (type, values);
                values = null;
            }
            else if (values is not null && line.IndexOf('=', StringComparison.Ordinal) is var cut and > 0)
            {
                values[line[..cut]] = line[(cut + 1)..];
            }
        }
    }

    private static string Item(Dictionary<string, string> values)
    {
        var host = values.GetValueOrDefault("host_name", "");
        return values.TryGetValue("service_description", out var service) ? $"{host};{service}" : host;
    }

    private static string? Entry(string type, Dictionary<string, string> values, long start) => type switch
    {
        "hostcomment" or "servicecomment" => StatusText.Comment(
            Number(values, "entry_type"), Number(values, "persistent") == 1, values["author"], values["comment_data"]),
        "hostdowntime" or "servicedowntime" => StatusText.Downtime(
            Number(values, "start_time") - start,
            Number(values, "end_time") - start,
            Number(values, "fixed") == 1,
            Number(values, "duration"),
            Number(values, "triggered_by") != 0,
            Number(values, "is_in_effect") == 1,
            values["author"],
            values["comment"]),
        _ => null,
    };

    private static int Number(Dictionary<string, string> values, string name) => int.Parse(values[name], CultureInfo.InvariantCulture);
}
