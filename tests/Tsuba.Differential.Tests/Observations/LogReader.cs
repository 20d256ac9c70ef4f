using System.Globalization;
using System.Text.RegularExpressions;

namespace Tsuba.Differential.Tests.Observations;

/// <summary>Reads lines of a Nagios log and drops what each program words in its own way.</summary>
internal static partial class LogReader
{
    /// <summary>Reads a line; null if it says nothing about an item.</summary>
    /// <param name="line">Time stamp in brackets, then the text.</param>
    /// <param name="start">Epoch second of time 0.</param>
    public static Observation? Read(string line, long start)
    {
        var end = line.IndexOf("] ", StringComparison.Ordinal);
        if (end < 2 || line[0] != '[' || !long.TryParse(line.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }

        var text = line[(end + 2)..];
        if (StalePattern().Match(text) is { Success: true } stale)
        {
            var host = stale.Groups["host"].Value;
            var service = stale.Groups["service"].Value;
            return new Observation(seconds - start, service.Length > 0 ? $"{host};{service}" : host, ObservationStream.Log, "STALE");
        }

        var parts = LinePattern().Match(text);
        if (!parts.Success)
        {
            return null;
        }

        var isHost = parts.Groups["kind"].Value == "HOST";
        var what = parts.Groups["what"].Value;
        var fields = parts.Groups["fields"].Value.Split(';');
        var first = what == "NOTIFICATION" ? 1 : 0;
        var width = isHost ? 1 : 2;
        if (fields.Length < first + width + 1)
        {
            return null;
        }

        var item = string.Join(';', fields[first..(first + width)]);
        var rest = fields[(first + width)..];
        var said = what switch
        {
            "FLAPPING ALERT" or "DOWNTIME ALERT" => rest[0],
            "NOTIFICATION" => string.Join(';', [fields[0], .. rest]),
            _ => string.Join(';', rest),
        };
        return new Observation(seconds - start, item, ObservationStream.Log, $"{what} {said}");
    }

    [GeneratedRegex(@"^(?<kind>HOST|SERVICE) (?<what>ALERT|NOTIFICATION|EVENT HANDLER|FLAPPING ALERT|DOWNTIME ALERT): (?<fields>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinePattern();

    // nagios4: The results of service 's' on host 'h' are stale by …; Tsuba: The results of service 'h;s' are stale ….
    [GeneratedRegex(@"^Warning: The results of (service '((?<host>[^;']+);)?(?<service>[^']+)'( on host '(?<host>[^']+)')?|host '(?<host>[^']+)') are stale ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StalePattern();
}
