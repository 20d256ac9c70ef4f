using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.ExternalCommands;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>
/// The addresses with the parameters and defaults that Shinken's ws-arbiter module documents. Where its default makes no sense (an author
/// "anonymous", a downtime that ends when it begins) the signed-in user and the duration are taken. Source: reference/conventions.md 8.
/// </summary>
internal static class WebServiceOperations
{
    private const string NoComment = "No comment";
    private const long DefaultDuration = 86_400;

    private static readonly ImmutableArray<string> ItemFields = ["time_stamp", "host_name", "service_description"];

    /// <summary>All of them.</summary>
    public static ImmutableArray<WebServiceOperation> All { get; } =
    [
        new("/push_check_result", "Passive results of hosts and services", [.. ItemFields, "return_code", "output"], Result)
        {
            IsResult = true,
            AllowsSharedFields = false,
            DefaultWait = TimeSpan.Zero,
            AnswersInLines = true,
        },
        new("/acknowledge", "Acknowledges a problem, or removes the acknowledgement (action delete)", [.. ItemFields, "action", "sticky", "notify", "persistent", "end_time", "author", "comment"], Acknowledge),
        new("/downtime", "Schedules a downtime, or deletes those of an item or the one of downtime_id (action delete)", [.. ItemFields, "action", "start_time", "end_time", "fixed", "trigger_id", "duration", "downtime_id", "author", "comment"], Downtime),
        new("/recheck", "Checks a host or service now, or at start_time; forced unless forced is 0", [.. ItemFields, "start_time", "forced"], Recheck),
        new("/reload", "Reads the configuration again", ["time_stamp"], (row, _, _) => Plain(row, "RELOAD_CONFIG"))
        {
            IsAboutItems = false,
            DefaultWait = TimeSpan.FromSeconds(30),
        },
        new("/restart", "Reads the configuration again; the daemons go on", ["time_stamp"], (row, _, _) => Plain(row, "RESTART_PROGRAM"))
        {
            IsAboutItems = false,
            DefaultWait = TimeSpan.FromSeconds(30),
        },
    ];

    private static EncodedCommand Result(RequestRow row, string author, long now) =>
        OfItem(row, "PROCESS_HOST_CHECK_RESULT", "PROCESS_SERVICE_CHECK_RESULT", row.Field("return_code"), row.Field("output"));

    private static EncodedCommand Acknowledge(RequestRow row, string author, long now) => row.Field("action", "add") switch
    {
        "add" when row.Field("end_time").Length > 0 => OfItem(
            row,
            "ACKNOWLEDGE_HOST_PROBLEM_EXPIRE",
            "ACKNOWLEDGE_SVC_PROBLEM_EXPIRE",
            row.Field("sticky", "1"),
            row.Field("notify", "0"),
            row.Field("persistent", "1"),
            row.Field("end_time"),
            row.Field("author", author),
            row.Field("comment", NoComment)),
        "add" => OfItem(
            row,
            "ACKNOWLEDGE_HOST_PROBLEM",
            "ACKNOWLEDGE_SVC_PROBLEM",
            row.Field("sticky", "1"),
            row.Field("notify", "0"),
            row.Field("persistent", "1"),
            row.Field("author", author),
            row.Field("comment", NoComment)),
        "delete" => OfItem(row, "REMOVE_HOST_ACKNOWLEDGEMENT", "REMOVE_SVC_ACKNOWLEDGEMENT"),
        var other => UnknownAction(other),
    };

    private static EncodedCommand Downtime(RequestRow row, string author, long now)
    {
        switch (row.Field("action", "add"))
        {
            case "add":
                if (Seconds(row, "start_time", now, out var start) is { } badStart)
                {
                    return badStart;
                }

                if (Seconds(row, "duration", DefaultDuration, out var duration) is { } badDuration)
                {
                    return badDuration;
                }

                return OfItem(
                    row,
                    "SCHEDULE_HOST_DOWNTIME",
                    "SCHEDULE_SVC_DOWNTIME",
                    Number(start),
                    row.Field("end_time", Number(start + duration)),
                    row.Field("fixed", "1"),
                    row.Field("trigger_id", "0"),
                    Number(duration),
                    row.Field("author", author),
                    row.Field("comment", NoComment));
            case "delete" when row.Field("downtime_id").Length > 0:
                return Encode(row, row.Service.Length == 0 ? "DEL_HOST_DOWNTIME" : "DEL_SVC_DOWNTIME", row.Field("downtime_id"));
            case "delete":
                return OfItem(row, "DEL_ALL_HOST_DOWNTIMES", "DEL_ALL_SVC_DOWNTIMES");
            case var other:
                return UnknownAction(other);
        }
    }

    private static EncodedCommand Recheck(RequestRow row, string author, long now) => row.Field("forced", "1") == "0"
        ? OfItem(row, "SCHEDULE_HOST_CHECK", "SCHEDULE_SVC_CHECK", row.Field("start_time", Number(now)))
        : OfItem(row, "SCHEDULE_FORCED_HOST_CHECK", "SCHEDULE_FORCED_SVC_CHECK", row.Field("start_time", Number(now)));

    private static EncodedCommand Plain(RequestRow row, string name) => Encode(row, name);

    private static EncodedCommand OfItem(RequestRow row, string ofHost, string ofService, params string[] arguments) =>
        row.Host.Length == 0
            ? new EncodedCommand(null, "host_name is missing")
            : row.Service.Length == 0 ? Encode(row, ofHost, [row.Host, .. arguments]) : Encode(row, ofService, [row.Host, row.Service, .. arguments]);

    private static EncodedCommand Encode(RequestRow row, string name, params string[] arguments)
    {
        long? stamp = null;
        if (row.Field("time_stamp") is { Length: > 0 } text)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return new EncodedCommand(null, "time_stamp is not a number of seconds");
            }

            stamp = parsed;
        }

        return ExternalCommandEncoder.Encode(stamp, name, arguments, CommandLineLimits.DefaultMaxLength);
    }

    private static EncodedCommand? Seconds(RequestRow row, string name, long missing, out long value)
    {
        value = missing;
        return row.Field(name) is { Length: > 0 } text && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) || value > uint.MaxValue)
            ? new EncodedCommand(null, $"{name} is not a number of seconds")
            : null;
    }

    private static EncodedCommand UnknownAction(string action) => new(null, $"action '{action}' is neither add nor delete");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
