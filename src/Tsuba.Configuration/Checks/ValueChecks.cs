using System.Buffers;
using System.Globalization;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>Checks values against the kinds of the catalogue, where they are written. Source: reference/shinken.md 3.1, 3.9.</summary>
internal static class ValueChecks
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>What is wrong with a value; null: nothing. An empty value counts as not set.</summary>
    internal static ValueFault? Fault(Property row, string value) => row.Kind switch
    {
        _ when value.Length == 0 => null,
        PropertyKind.Flag => Words.ReadFlag(value) is null
            ? new ValueFault(PropertyFindings.FlagMalformed, $"expected 1, yes, true, on, 0, no, false or off, found \"{Excerpt.Of(value)}\"")
            : null,
        PropertyKind.Integer or PropertyKind.Number => NumberFault(row, value),
        PropertyKind.IntegerList => ListFault(row, value),
        PropertyKind.Letter => LetterFault(row, value),
        PropertyKind.List => OptionFault(row, value),
        _ => null,
    };

    private static ValueFault? NumberFault(Property row, string value)
    {
        if (value.AsSpan().IndexOfAnyExcept(Digits) < 0 && value.Length < 10)
        {
            return RangeFault(row, value, int.Parse(value, CultureInfo.InvariantCulture));
        }

        if (!double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
        {
            return new ValueFault(PropertyFindings.NumberMalformed, $"expected a number, found \"{Excerpt.Of(value)}\"");
        }

        return Math.Abs(number) > int.MaxValue
            ? new ValueFault(PropertyFindings.NumberOutOfRange, $"expected a number up to {int.MaxValue.ToString(CultureInfo.InvariantCulture)}, found \"{Excerpt.Of(value)}\"")
            : RangeFault(row, value, number);
    }

    private static ValueFault? RangeFault(Property row, string value, double number) => row.Name switch
    {
        "check_interval" or "retry_interval" or "freshness_threshold" or "first_notification_delay" or "notification_interval" or "interval_length"
            or "port" or "first_notification" or "last_notification" when number < 0 && !(row.Name == "notification_interval" && row.Type == ObjectType.Escalation) =>
            new ValueFault(PropertyFindings.NumberOutOfRange, $"expected 0 or more, found \"{Excerpt.Of(value)}\""),
        "port" or "webui_port" or "statsd_port" when number > 65535 =>
            new ValueFault(PropertyFindings.NumberOutOfRange, $"expected a port up to 65535, found \"{Excerpt.Of(value)}\""),
        "interval_length" when number < 1 => new ValueFault(PropertyFindings.NumberOutOfRange, "expected 1 or more seconds, found 0"),
        "low_flap_threshold" or "high_flap_threshold" or "low_host_flap_threshold" or "high_host_flap_threshold" or "low_service_flap_threshold"
            or "high_service_flap_threshold" when number > 100 =>
            new ValueFault(PropertyFindings.NumberOutOfRange, $"expected a percentage up to 100, found \"{Excerpt.Of(value)}\""),
        _ => null,
    };

    private static ValueFault? ListFault(Property row, string value) =>
        Words.SplitList(value).Select(entry => NumberFault(row, entry)).FirstOrDefault(fault => fault is not null);

    private static ValueFault? LetterFault(Property row, string value)
    {
        var allowed = row.Name switch
        {
            "initial_state" when row.Type == ObjectType.Host => "o,d,u,x",
            "initial_state" => "o,w,u,c,x",
            "log_rotation_method" => "n,h,d,w,m",
            "host_perfdata_file_mode" or "service_perfdata_file_mode" => "a,w,p",
            "service_check_timeout_state" => "o,w,u,c",
            _ => null,
        };
        return allowed is null || (value.Length == 1 && allowed.Contains(value[0], StringComparison.Ordinal) && value[0] != ',')
            ? null
            : new ValueFault(PropertyFindings.LetterUnknown, $"expected one of {allowed}, found \"{Excerpt.Of(value)}\"");
    }

    private static ValueFault? OptionFault(Property row, string value)
    {
        if (OptionLetters.Allowed(row) is not { } allowed)
        {
            return null;
        }

        foreach (var entry in Words.SplitList(value.TrimStart('+')))
        {
            if (!OptionLetters.IsKnown(allowed, entry))
            {
                return new ValueFault(
                    PropertyFindings.LetterUnknown, $"expected letters of {string.Join(',', allowed.ToCharArray())}, found \"{Excerpt.Of(entry)}\"");
            }
        }

        return null;
    }
}
