using System.Collections.Immutable;
using System.Globalization;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Names of the bits of <c>modified_attributes</c>. Source: Nagios doc "External commands", CHANGE_HOST_MODATTR.</summary>
internal static class ModifiedAttributes
{
    private static readonly ImmutableArray<(string Name, long Bit)> Names =
    [
        ("notifications_enabled", 1),
        ("active_checks_enabled", 2),
        ("passive_checks_enabled", 4),
        ("event_handler_enabled", 8),
        ("flap_detection_enabled", 16),
        ("failure_prediction_enabled", 32),
        ("performance_data_enabled", 64),
        ("obsessive_handler_enabled", 128),
        ("event_handler_command", 256),
        ("check_command", 512),
        ("normal_check_interval", 1024),
        ("retry_check_interval", 2048),
        ("max_check_attempts", 4096),
        ("freshness_checks_enabled", 8192),
        ("check_timeperiod", 16_384),
        ("custom_variable", 32_768),
        ("notification_timeperiod", 65_536),
    ];

    public static void Write(long mask, ListCell cell)
    {
        foreach (var (name, bit) in Names)
        {
            if ((mask & bit) != 0)
            {
                cell.Add(name);
            }
        }
    }

    /// <summary>A mask given as a number or as names with commas; names that are not known count nothing.</summary>
    public static long Read(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var words = text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return Names.Where(entry => words.Contains(entry.Name, StringComparer.OrdinalIgnoreCase)).Sum(entry => entry.Bit);
    }
}
