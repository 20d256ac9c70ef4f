using System.Globalization;

namespace Tsuba.Modules.Passive.Spool;

/// <summary>
/// Reads a file of Nagios' <c>check_result_path</c>: lines <c>name=value</c>, a result begins with <c>host_name</c>, line feeds of an output
/// are written <c>\n</c>, lines that begin with <c>#</c> say nothing.
/// </summary>
internal static class CheckResultFile
{
    /// <summary>The commands that stand for the results of a file.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="refusals">What made no sense, one line for each result.</param>
    public static List<string> Read(string text, List<string> refusals)
    {
        var lines = new List<string>();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || line[0] == '#')
            {
                continue;
            }

            var name = line[..equals].Trim();
            if (name == "host_name")
            {
                Take(fields, lines, refusals);
                fields.Clear();
            }

            fields[name] = line[(equals + 1)..].TrimEnd('\r');
        }

        Take(fields, lines, refusals);
        return lines;
    }

    private static void Take(Dictionary<string, string> fields, List<string> lines, List<string> refusals)
    {
        if (fields.GetValueOrDefault("host_name") is not { } host)
        {
            return;
        }

        if (!int.TryParse(fields.GetValueOrDefault("return_code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            refusals.Add($"a result of host '{host}' has no return_code");
            return;
        }

        // Seconds with six decimals.
        var end = double.TryParse(fields.GetValueOrDefault("finish_time"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < uint.MaxValue
            ? (long?)seconds
            : null;
        var output = fields.GetValueOrDefault("output", "").Replace(@"\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
        var encoded = PassiveResultLine.Of(end, host, fields.GetValueOrDefault("service_description", ""), code, output);
        if (encoded.Line is { } line)
        {
            lines.Add(line);
        }
        else
        {
            refusals.Add(encoded.Refusal!);
        }
    }
}
