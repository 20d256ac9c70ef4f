using System.Globalization;
using System.Text;
using Tsuba.Modules.Console.Api;

namespace Tsuba.Modules.Console.Reports;

/// <summary>A report as comma-separated values. Source: RFC 4180.</summary>
internal static class ReportCsv
{
    // A text that begins so is a formula to spreadsheets.
    private const string FormulaMarks = "=+-@\t\r";

    public static string Write(ApiAvailability report)
    {
        var text = new StringBuilder("host,service,availability_percent,range_s,available_s,counted_s,downtime_s,excluded_s,undetermined_s");
        foreach (var name in new[] { "ok", "warning", "critical", "unknown" })
        {
            text.Append(CultureInfo.InvariantCulture, $",{name}_s,{name}_scheduled_s");
        }

        text.Append("\r\n");
        foreach (var row in report.Rows)
        {
            text.Append(Quote(row.Host)).Append(',').Append(Quote(row.Service ?? ""));
            foreach (var value in (double?[])[row.Availability, row.RangeSeconds, row.AvailableSeconds, row.CountedSeconds, row.DowntimeSeconds, row.ExcludedSeconds, row.UndeterminedSeconds])
            {
                text.Append(',').Append(Number(value));
            }

            for (var state = 0; state < 4; state++)
            {
                // Hosts have UP, DOWN and UNREACHABLE in the columns of OK, CRITICAL and UNKNOWN.
                var index = row.Service is not null ? state : state switch { 0 => 0, 2 => 1, 3 => 2, _ => -1 };
                text.Append(',').Append(index < 0 ? "0" : Number(row.States[index].Seconds)).Append(',').Append(index < 0 ? "0" : Number(row.States[index].ScheduledSeconds));
            }

            text.Append("\r\n");
        }

        return text.ToString();
    }

    private static string Number(double? value) => value is { } number ? number.ToString("0.######", CultureInfo.InvariantCulture) : "";

    private static string Quote(string value)
    {
        var safe = value.Length > 0 && FormulaMarks.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
